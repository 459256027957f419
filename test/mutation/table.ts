import { cleanScore } from './clean.ts';
import { corpus } from './corpus.ts';
import { reportedOnly, scoreAll } from './score.ts';

/** `npm run mutate`: the table of docs/gate.md. With `--missed`, what slipped through. */
const samples = await corpus();
const scores = scoreAll(samples);
const say = (line: string) => process.stdout.write(`${line}\n`);
const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

say('| operator | mutants | caught | missed | rate |');
say('|---|---|---|---|---|');
for (const { name, mutants, caught } of scores) {
  say(
    `| ${name}${reportedOnly.has(name) ? ' (reported)' : ''} | ${mutants} | ${caught} | ${mutants - caught} | ${percent(caught, mutants)} |`,
  );
}
const counted = scores.filter(({ name }) => !reportedOnly.has(name));
const [all, caught] = [
  counted.reduce((sum, score) => sum + score.mutants, 0),
  counted.reduce((sum, score) => sum + score.caught, 0),
];
say(`| **all but those reported** | ${all} | ${caught} | ${all - caught} | ${percent(caught, all)} |`);

const clean = cleanScore(samples);
say(
  `\nFalse alarms: ${clean.alarms.length} on ${clean.statements} clean statements (${percent(clean.alarms.length, clean.statements)}), ${clean.paraphrases} of them rewordings written by hand.`,
);
if (process.argv.includes('--missed')) {
  for (const { name, missed } of scores)
    for (const { paths, before, after } of missed) say(`\n[${name}] ${paths.join()}\n  ${before}\n  ${after}`);
  for (const alarm of clean.alarms) say(`\n[false alarm] ${alarm}`);
}
