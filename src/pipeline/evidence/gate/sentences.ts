import { remember } from './remember.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Shortened words whose full stop ends no sentence. */
const shortened =
  /(?:^|[\s("“])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nr|Inc|Ltd|Co|Corp|vs|approx|ca|bzw|Mio|Mrd|rund|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|e\.g|i\.e|z\.B)\.\s*$/u;

/** "15. Februar" is one date. */
const isDay = (before: string, after: string): boolean =>
  /(?:^|\s)\d{1,2}\.\s*$/u.test(before) &&
  /^\s*(?:Jan|Feb|Mär|Mar|Apr|Mai|Maj|Jun|Jul|Aug|Sep|Okt|Oct|Nov|De[zc])\p{L}*/u.test(after);

/** The sentences of a text in order, as they stand in it. A stretch without a letter belongs to the one before it. */
export const sentencesOf = remember(4_000, (text): readonly string[] => {
  const found: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const before = found.at(-1);
    const goesOn =
      before !== undefined && (shortened.test(before) || isDay(before, segment) || !/\p{L}/u.test(segment));
    if (goesOn) found[found.length - 1] += segment;
    else found.push(segment);
  }
  return found;
});
