import { showPath } from './json-path.ts';
import type { Edit } from './parse-leniently.ts';

const maxListed = 40;

/** What is said to the model after an answer that does not do. `problems`: one a line, with their JSON paths. */
export function repairTurn(problems: readonly string[]): string {
  const listed = problems.slice(0, maxListed).map((problem) => `- ${problem.replace(/\s+/g, ' ').slice(0, 400)}`);
  const more = problems.length > maxListed ? [`- and ${problems.length - maxListed} more of the same kind`] : [];
  return [
    'Your answer cannot be used as it is. What is wrong with it:',
    ...listed,
    ...more,
    'Correct exactly this and keep the rest. Where the claims do not support a sentence, take it out or give it the basis "unknown" with no claims; invent nothing.',
    'Send the whole corrected JSON, following the same schema, and nothing else.',
  ].join('\n');
}

/** For people: what of the last answer is not shown. The path is the schema's; no word of the answer is repeated. */
export function warningsOf(edits: readonly Edit[]): string[] {
  const lost = new Map<string, number>();
  const blanked = new Set<string>();
  for (const edit of edits) {
    const name = nameOf(edit);
    if (edit.kind === 'removed' || edit.kind === 'shortened') lost.set(name, (lost.get(name) ?? 0) + edit.count);
    if (edit.kind === 'blanked') blanked.add(name);
  }
  return [
    ...[...lost].map(
      ([name, count]) => `${count} ${count === 1 ? 'entry' : 'entries'} of ${name} left out: not in the agreed form.`,
    ),
    ...[...blanked].map((name) => `No usable ${name} in the answer.`),
  ];
}

const nameOf = ({ path }: Edit): string => {
  const names = path.filter((step) => typeof step !== 'number');
  return names.length === 0 ? 'the answer' : showPath(names).slice(2);
};
