import type { z } from 'zod';
import { Recalled } from '../../domain/memory.ts';
import { directiveOf } from '../context/directive.ts';
import { enforce } from '../evidence/gate/enforce.ts';
import { findings } from '../evidence/gate/findings.ts';
import { companyOf, type Found, gateContext, optionalOutput } from '../inputs.ts';
import type { Tier } from '../model.ts';
import { claimsSection, layOut, type Section, section, sellerSection } from '../prompts/layout.ts';
import { memorySection } from '../prompts/memory.ts';
import { structuredRules } from '../prompts/rules.ts';
import type { StageInput } from '../stage-spec.ts';

export interface Writing<S extends z.ZodType> {
  schema: S;
  tier: Tier;
  instructions: string;
  /** What only this stage is told; the seller, the claims, the directive and the memory are told to every one. */
  sections: readonly Section[];
  /** What the text may rest on. */
  found: Found;
}

export interface Written<S extends z.ZodType> {
  value: z.infer<S>;
  warnings: string[];
}

/**
 * One structured answer that the proof gate let through: findings go into the model's repair turn, what still fails is
 * dropped or downgraded to unknown, and counted. Nothing unproven leaves this function.
 */
export async function write<S extends z.ZodType>(
  input: StageInput,
  { schema, tier, instructions, sections, found }: Writing<S>,
): Promise<Written<S>> {
  const context = gateContext(input, found);
  const answer = await input.bench.model.structured({
    stage: input.id,
    tier,
    schema,
    prompt: layOut({
      system: structuredRules,
      today: new Date(input.run.createdAt),
      task: input.id,
      company: companyOf(input),
      instructions,
      sections: framed(input, sections, found),
    }),
    check: (value) => findings(schema, value, context).map((finding) => `${finding.path}: ${finding.message}`),
    signal: input.signal,
    onUsage: input.onUsage,
    onWait: input.onWait,
  });
  const gated = enforce(schema, answer.value, context);
  const warnings = [...answer.warnings];
  if (gated.dropped > 0) warnings.push(`${gated.dropped} unproven item(s) left out.`);
  if (gated.downgraded > 0) warnings.push(`${gated.downgraded} unproven statement(s) set to unknown.`);
  return { value: gated.value, warnings };
}

/** What belongs to every writing prompt: the team's directive, what was recalled, who sells; last the claims. */
function framed(input: StageInput, own: readonly Section[], { claims, sources }: Found): Section[] {
  const recalled = optionalOutput(input, 'recall', Recalled);
  return [
    ...section('directive', directiveOf(input) ?? ''),
    ...(recalled ? memorySection(recalled) : []),
    ...sellerSection(input.seller),
    ...own,
    ...claimsSection(claims, sources),
  ];
}
