import type { RichTextElement } from '@slack/types';
import type { Brief, NumberedSource } from '../../domain/brief.ts';
import { ageOf } from '../../domain/freshness.ts';
import type { Statement } from '../../domain/statement.ts';
import { italic, words } from './inert.ts';

export interface Citations {
  /** Numbers of the sources behind claims, ascending, each once. */
  numbers(claims: readonly string[]): number[];
  /** `Text [1, 3]`, with an inference, an unknown, a user's input and old evidence marked as such. */
  plain(statement: Statement): string;
  /** Without `aged` nothing is said of old evidence, because the date stands beside it. */
  rich(statement: Statement, options?: { aged?: boolean }): RichTextElement[];
  /** Sources that were cited through this object so far, by number. */
  cited(): NumberedSource[];
}

const marks = { evidence: '', inference: ' (inference)', input: ' (from your own information)', unknown: '' } as const;

/** Statement → source numbers, for one message. */
export function createCitations(brief: Brief): Citations {
  const bySource = new Map(brief.sources.map((source) => [source.id, source.number]));
  const byClaim = new Map(
    brief.claims.map((claim) => [claim.id, claim.sourceIds.flatMap((id) => bySource.get(id) ?? [])]),
  );
  const claimById = new Map(brief.claims.map((claim) => [claim.id, claim]));
  const used = new Set<number>();

  const numbers = (claims: readonly string[]): number[] => {
    const found = [...new Set(claims.flatMap((claim) => byClaim.get(claim) ?? []))].sort((a, b) => a - b);
    for (const number of found) used.add(number);
    return found;
  };
  const tail = (statement: Statement, aged: boolean): string => {
    const found = numbers(statement.claims);
    const label = aged ? ageOf(statement, claimById, brief.createdAt)?.label : undefined;
    const old = label === undefined ? '' : ` (${label})`;
    return `${found.length > 0 ? ` [${found.join(', ')}]` : ''}${marks[statement.basis]}${old}`;
  };
  const isUnknown = (statement: Statement) => statement.basis === 'unknown';

  return {
    numbers,
    plain: (statement) =>
      isUnknown(statement) ? `Unknown: ${statement.text}` : `${statement.text}${tail(statement, true)}`,
    rich(statement, { aged = true } = {}) {
      if (isUnknown(statement)) return [italic(`Unknown: ${statement.text}`)];
      const after = tail(statement, aged);
      return after === '' ? [words(statement.text)] : [words(statement.text), words(after)];
    },
    cited: () => brief.sources.filter((source) => used.has(source.number)),
  };
}
