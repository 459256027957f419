import type { RichTextElement } from '@slack/types';
import type { Brief, NumberedSource } from '../../domain/brief.ts';
import type { Statement } from '../../domain/statement.ts';
import { italic, words } from './inert.ts';

export interface Citations {
  /** Numbers of the sources behind claims, ascending, each once. */
  numbers(claims: readonly string[]): number[];
  /** `Text [1, 3]`, with an inference, an unknown and a user's input marked as such. */
  plain(statement: Statement): string;
  rich(statement: Statement): RichTextElement[];
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
  const used = new Set<number>();

  const numbers = (claims: readonly string[]): number[] => {
    const found = [...new Set(claims.flatMap((claim) => byClaim.get(claim) ?? []))].sort((a, b) => a - b);
    for (const number of found) used.add(number);
    return found;
  };
  const tail = (statement: Statement): string => {
    const found = numbers(statement.claims);
    return `${found.length > 0 ? ` [${found.join(', ')}]` : ''}${marks[statement.basis]}`;
  };
  const isUnknown = (statement: Statement) => statement.basis === 'unknown';

  return {
    numbers,
    plain: (statement) => (isUnknown(statement) ? `Unknown: ${statement.text}` : `${statement.text}${tail(statement)}`),
    rich(statement) {
      if (isUnknown(statement)) return [italic(`Unknown: ${statement.text}`)];
      const after = tail(statement);
      return after === '' ? [words(statement.text)] : [words(statement.text), words(after)];
    },
    cited: () => brief.sources.filter((source) => used.has(source.number)),
  };
}
