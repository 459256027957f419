import { z } from 'zod';
import type { Json } from '../json.ts';
import type { Pool } from './pool.ts';
import { infer, quote, quoteOr, type Statement } from './statements.ts';

const GivenStatement = z.object({
  text: z.string(),
  claims: z.array(z.string()),
  basis: z.enum(['evidence', 'inference', 'input', 'unknown']),
});
const GivenUseCase = z.object({
  title: z.string(),
  problem: GivenStatement,
  whyNow: GivenStatement,
  solution: GivenStatement,
  benefits: z.array(GivenStatement),
});
type GivenUseCase = z.infer<typeof GivenUseCase>;
const Seller = z.object({
  capabilities: z.array(z.object({ name: z.string(), description: z.string() })).default([]),
  callToAction: z.string().default(''),
});

/** One page from the use case, the seller and the claims of the prompt; where one of them is missing, from the others. */
export function genericOnePager(pool: Pool): Json {
  const useCase = parsed(GivenUseCase, pool.prompt.section('use_case'));
  const seller = parsed(Seller, pool.prompt.section('seller')) ?? { capabilities: [], callToAction: '' };
  const known = (statement: z.infer<typeof GivenStatement>) =>
    statement.basis === 'input' || (statement.basis !== 'unknown' && statement.claims.every((id) => pool.byId(id)));
  const told = useCase && known(useCase.problem) ? useCase.problem : quoteOr(pool.all[0]);
  const basis = told.claims.map(pool.byId).find((claim) => claim !== undefined);
  return {
    headline: clipped(useCase?.title ?? 'A first step that pays for the next one', 110),
    summary: told,
    challenge: challengeOf(pool, useCase, told, known),
    marketProof: pool
      .of('competitors')
      .slice(0, 2)
      .map((claim) => quote(claim)),
    solution: [
      ...(useCase && known(useCase.solution) ? [useCase.solution] : []),
      infer('We start with one process, show the result and widen it only when it holds.', basis),
      infer('Your team keeps the data and the decision; we build with the tools you already have.', basis),
    ].filter(({ text }, index, all) => all.findIndex((other) => other.text === text) === index),
    outcomes: [
      ...(useCase?.benefits.filter(known) ?? []),
      infer('A result that your own figures show, not ours.', basis),
    ].slice(0, 3),
    differentiators: seller.capabilities
      .slice(0, 3)
      .map(({ name, description }) => clipped(`${name}: ${description}`, 160)),
    callToAction: seller.callToAction || 'Let us look at one process together and bring back a costed plan.',
    nextSteps: ['Agree on the process and its owner', 'Look at the data together', 'Decide on a costed plan'],
  };
}

function challengeOf(
  pool: Pool,
  useCase: GivenUseCase | undefined,
  told: { text: string },
  known: (statement: GivenUseCase['whyNow']) => boolean,
): Statement[] {
  const whyNow = useCase && known(useCase.whyNow) ? [useCase.whyNow] : [];
  const more = pool.of('technology', 'news', 'profile', 'leadership').map((claim) => quote(claim));
  const all = [...whyNow, ...more, ...pool.all.map((claim) => quote(claim))];
  const fresh = all.filter(
    ({ text }, index) => text !== told.text && all.findIndex((other) => other.text === text) === index,
  );
  return fresh.slice(0, 2);
}

function parsed<S extends z.ZodType>(schema: S, text: string | undefined): z.infer<S> | undefined {
  try {
    return schema.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

/** Cut at a word, without a mark: a headline does not trail off. */
const clipped = (text: string, longest: number): string =>
  text.length <= longest ? text : text.slice(0, longest).replace(/[\s,;:]+\S*$/u, '');
