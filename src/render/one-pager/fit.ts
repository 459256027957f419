import type { OnePager } from '../../domain/one-pager.ts';
import type { Statement } from '../../domain/statement.ts';
import { cut } from '../../domain/text.ts';
import { printable } from './one-pager-html.ts';

/** One way to set the page; each rung of the ladder takes less room than the one before. */
export interface Rung {
  onePager: OnePager;
  scale: number;
  sourcesPerClaim: number;
  /** What was given up, for people. */
  notes: string[];
}

type ListField = 'challenge' | 'marketProof' | 'solution' | 'outcomes' | 'differentiators' | 'nextSteps';

const wording: Record<ListField, readonly [one: string, many: string]> = {
  challenge: ['challenge', 'challenges'],
  marketProof: ['example of a peer', 'examples of peers'],
  solution: ['part of our answer', 'parts of our answer'],
  outcomes: ['outcome', 'outcomes'],
  differentiators: ['differentiator', 'differentiators'],
  nextSteps: ['next step', 'next steps'],
};

/** The last of a list is the least important; what carries the argument goes last. */
const cuts: readonly (readonly [ListField, keep: number])[] = [
  ['differentiators', 2],
  ['nextSteps', 2],
  ['marketProof', 2],
  ['solution', 3],
  ['challenge', 2],
  ['outcomes', 2],
  ['differentiators', 1],
  ['solution', 2],
  ['marketProof', 1],
  ['challenge', 1],
  ['outcomes', 1],
  ['nextSteps', 1],
];

const scales = [1.16, 1.08, 1.04, 1, 0.96, 0.92, 0.88] as const;
const smallest = 0.84;
const textLimits = [420, 280, 180, 110] as const;

/** The scale of a page that nobody prints for us. */
export const drawnScale = 1;

/** Whole sentences as far as they fit, so that what is left still says what its sources say. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const sentences = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)].map(
    (part) => part.segment,
  );
  let kept = '';
  for (const sentence of sentences) {
    if ((kept + sentence).trimEnd().length > max) break;
    kept += sentence;
  }
  return kept.trim() || cut(text, max);
}

function shortened(onePager: OnePager, max: number): OnePager {
  const short = (statement: Statement): Statement => ({ ...statement, text: shorten(statement.text, max) });
  return {
    ...onePager,
    summary: short(onePager.summary),
    challenge: onePager.challenge.map(short),
    marketProof: onePager.marketProof.map(short),
    solution: onePager.solution.map(short),
    outcomes: onePager.outcomes.map(short),
  };
}

/** Such as `To fit one page, 2 differentiators and 1 next step were left out.` */
function leftOut(original: OnePager, kept: OnePager): string {
  const parts = (Object.keys(wording) as ListField[]).flatMap((field) => {
    const count = original[field].length - kept[field].length;
    return count > 0 ? [`${count} ${wording[field][count === 1 ? 0 : 1]}`] : [];
  });
  return `To fit one page, these were left out: ${new Intl.ListFormat('en').format(parts)}.`;
}
const fewerSources = 'To fit one page a statement shows one source for each finding; the report lists all of them.';
const shorterTexts = 'To fit one page some texts were shortened.';

/**
 * From roomy to dense, then with less: fewer source numbers, fewer items, shorter texts. `severalSources`: some claim
 * has more than one, so that showing one of them makes a difference.
 */
export function ladder(original: OnePager, severalSources: boolean): Rung[] {
  const whole = printable(original);
  let page = whole;
  const rungs: Rung[] = scales.map((scale) => ({ onePager: page, scale, sourcesPerClaim: Infinity, notes: [] }));
  const dense = { scale: scales.at(-1) ?? 1, sourcesPerClaim: 1 };
  const first = severalSources ? [fewerSources] : [];
  if (severalSources) rungs.push({ onePager: page, ...dense, notes: first });

  for (const [field, keep] of cuts) {
    if (page[field].length <= keep) continue;
    page = { ...page, [field]: page[field].slice(0, keep) };
    rungs.push({ onePager: page, ...dense, notes: [...first, leftOut(whole, page)] });
  }
  const notes = [...first, ...(page === whole ? [] : [leftOut(whole, page)])];
  rungs.push({ onePager: page, ...dense, scale: smallest, notes });
  for (const max of textLimits) {
    rungs.push({ onePager: shortened(page, max), ...dense, scale: smallest, notes: [...notes, shorterTexts] });
  }
  return rungs;
}

/**
 * The first rung that fits, found by halving. `undefined` when not even the last one does. `fits` is asked about
 * log2(n) times and must not say yes to a rung and no to a later one.
 */
export async function firstThatFits<T>(
  rungs: readonly Rung[],
  tryOn: (rung: Rung) => Promise<T | undefined>,
): Promise<T | undefined> {
  let low = 0;
  let high = rungs.length;
  let best: T | undefined;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const rung = rungs[middle];
    const fitted = rung && (await tryOn(rung));
    if (fitted === undefined) {
      low = middle + 1;
    } else {
      best = fitted;
      high = middle;
    }
  }
  return best;
}
