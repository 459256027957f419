import type { Runs } from '../../domain/ports/repositories.ts';
import type { Run } from '../../domain/run.ts';
import type { Question } from '../../domain/task.ts';
import { wordsOf } from '../comparison/words.ts';
import { isCommonWord } from '../evidence/gate/common-words.ts';

/** Older research is in the team's notes. */
const looked = 100;

/** The newest finished research on a company that the question names, among what the answer may be read from. */
export async function runMeant(
  runs: Pick<Runs, 'list'>,
  { team, text, viewer }: Pick<Question, 'team' | 'text' | 'viewer'>,
): Promise<Run | undefined> {
  const { runs: seen } = await runs.list(team, { viewer, statuses: ['completed', 'partial'], limit: looked });
  const asked = ` ${wordsOf(text).join(' ')} `;
  const named = (name: string): number => {
    const words = wordsOf(name);
    // "united" is a company only where it is written as one.
    const isName = !words.every(isCommonWord) || (/\p{Lu}/u.test(name) && text.includes(name));
    return isName && asked.includes(` ${words.join(' ')} `) ? words.length : 0;
  };
  const found = seen
    .map((run) => ({ run, words: Math.max(...namesOf(run).map(named)) }))
    .filter(({ words }) => words > 0)
    .sort((a, b) => b.words - a.words);
  return found[0]?.run;
}

/** As it was asked for, as it was chosen, and as its domain calls it. */
const namesOf = ({ companyName, choice, domain }: Run): string[] => [
  companyName,
  ...[choice?.name, (choice?.domain ?? domain)?.replace(/^www\./, '').split('.')[0]].filter(
    (name) => name !== undefined,
  ),
];
