import type { SeededRandom } from '../servers/seeded-random.ts';
import { isEvidence, onText, replaceOne } from './operator.ts';

const auxiliaries = /\b(?:is|are|was|were|has|have|had|will|would|can|could|may)\b(?! (?:not|n't|never))/u;
const verbs: Readonly<Record<string, string>> = {
  announced: 'did not announce',
  said: 'denied',
  became: 'did not become',
  opened: 'did not open',
  reported: 'did not report',
  runs: 'does not run',
  uses: 'does not use',
  reached: 'did not reach',
  named: 'did not name',
  launched: 'did not launch',
  cut: 'did not cut',
  put: 'did not put',
  gives: 'does not give',
  scores: 'does not score',
  took: 'did not take',
  left: 'did not leave',
  retired: 'did not retire',
  came: 'did not come',
  works: 'does not work',
  made: 'did not make',
};
const turned: Readonly<Record<string, string>> = {
  rose: 'fell',
  fell: 'rose',
  grew: 'shrank',
  dropped: 'rose',
  up: 'down',
  down: 'up',
  profit: 'loss',
  loss: 'profit',
  above: 'below',
  below: 'above',
  higher: 'lower',
  lower: 'higher',
  opened: 'closed',
  largest: 'smallest',
  'more than': 'less than',
};

/** Says the opposite: a "not" put in or taken out, or a word turned round. */
export const negated = onText(({ statement: { text } }, random: SeededRandom) => {
  const plain = text.replace(/ (?:not|never|no longer) /u, ' ');
  if (plain !== text) return plain;
  if (random.chance(0.35)) {
    const after = replaceOne(
      text,
      new RegExp(`\\b(?:${Object.keys(turned).join('|')})\\b`, 'gu'),
      random,
      (word) => turned[word] ?? word,
    );
    if (after !== undefined) return after;
  }
  if (auxiliaries.test(text))
    return text.replace(auxiliaries, (word) => `${word} ${random.pick(['not', 'no longer', 'never'])}`);
  return replaceOne(
    text,
    new RegExp(`\\b(?:${Object.keys(verbs).join('|')})\\b`, 'gu'),
    random,
    (word) => verbs[word] ?? word,
  );
}, isEvidence);
