import type { z } from 'zod';
import { claimSetOf, IdentityOutput } from '../domain/brief.ts';
import type { Company } from '../domain/company.ts';
import { AppError } from '../domain/errors.ts';
import type { Claim, Source } from '../domain/evidence.ts';
import { stageLabel } from '../domain/stage-label.ts';
import type { GateContext } from './evidence/gate/context.ts';
import type { StageInput } from './stage-spec.ts';

/** The output of an input stage, or undefined when that stage was not made. */
export function optionalOutput<S extends z.ZodType>(
  { inputs }: StageInput,
  stage: string,
  schema: S,
): z.infer<S> | undefined {
  const record = inputs.get(stage);
  return record && schema.parse(record.output);
}

/** The output of a stage that is in `needs`. */
export function output<S extends z.ZodType>(input: StageInput, stage: string, schema: S): z.infer<S> {
  const value = optionalOutput(input, stage, schema);
  if (value === undefined) throw new AppError('need_failed', `Not made, because it needs: ${stageLabel(stage)}.`);
  return value;
}

export const companyOf = (input: StageInput): Company => output(input, 'identity', IdentityOutput).company;

export interface Found {
  claims: Claim[];
  sources: Source[];
}

/** Claims and sources of every input stage that made some, in the order of the inputs. */
export function foundBy({ inputs }: StageInput): Found {
  const sets = [...inputs.values()].flatMap((record) => claimSetOf(record) ?? []);
  return { claims: sets.flatMap((set) => set.claims), sources: sets.flatMap((set) => set.sources) };
}

export const gateContext = (input: StageInput, found: Found): GateContext => ({
  claims: found.claims,
  sources: found.sources,
  company: companyOf(input),
  input: {
    companyName: input.run.companyName,
    ...(input.run.domain !== undefined && { domain: input.run.domain }),
    focus: input.run.focus,
    salesHistory: input.run.salesHistory,
  },
  seller: input.seller,
  others: output(input, 'identity', IdentityOutput).others ?? [],
});
