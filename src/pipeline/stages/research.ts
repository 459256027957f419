import { claimSetOf } from '../../domain/brief.ts';
import { AppError } from '../../domain/errors.ts';
import type { ClaimSet, Evidence, Usage } from '../../domain/evidence.ts';
import { addUsage, noUsage } from '../../domain/evidence.ts';
import { cutClaims } from '../evidence/claims.ts';
import type { Prompt } from '../model.ts';
import type { StageInput } from '../stage-spec.ts';

export interface Researched {
  found: ClaimSet;
  evidence: Evidence;
}

/**
 * One grounded question: prose with supports, cut into claims byte for byte. An answer that nothing can be cited from is
 * asked for once more. Error: `no_evidence` when there is still nothing, and those of the model client.
 */
export async function research(input: StageInput, prompt: Prompt): Promise<Researched> {
  const first = await ask(input, prompt);
  if (first.found.claims.length > 0) return first;
  const second = await ask(input, prompt);
  if (second.found.claims.length > 0) return second;
  throw new AppError('no_evidence', 'The search brought nothing that can be cited.');
}

async function ask(input: StageInput, prompt: Prompt): Promise<Researched> {
  let usage: Usage = noUsage();
  const raw = await input.bench.model.grounded({
    stage: input.id,
    tier: 'fast',
    prompt,
    signal: input.signal,
    onUsage: (used, model) => {
      usage = addUsage(usage, used);
      input.onUsage(used, model);
    },
    onWait: input.onWait,
  });
  const answer = await input.bench.resolveChunks(raw, input.signal);
  const retrievedAt = input.bench.now().toISOString();
  const answerId = `${input.id}.answer`;
  const { claims, sources, dropped } = cutClaims({
    stage: input.id,
    answerId,
    answer,
    retrievedAt,
    first: nextOrdinal(input),
  });
  return {
    found: { answerIds: [answerId], claims, sources },
    evidence: { ...answer, answerId, stage: input.id, usage, retrievedAt, dropped },
  };
}

/** What was written from an earlier answer names its claims: their ids are never given to others. */
function nextOrdinal({ earlier }: StageInput): number {
  const before = earlier && claimSetOf(earlier);
  return 1 + Math.max(0, ...(before?.claims ?? []).map(({ id }) => Number(id.split('.').at(-1)) || 0));
}

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/** `12 findings from 9 sources`. */
export const foundLine = ({ claims, sources }: ClaimSet): string =>
  `${counted(claims.length, 'finding')} from ${counted(sources.length, 'source')}`;
