/** `array-contains-any` takes at most this many values, so a query keeps its first ones. */
export const maxQueryTerms = 30;

/** Letters that Unicode does not decompose although people leave their marks out when they search. */
const undecomposed: Record<string, string> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', þ: 'th', ı: 'i' };

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replace(/[ßøæœłđþı]/g, (letter) => undecomposed[letter] ?? letter)
    .normalize('NFC');

/**
 * The words of a text as they are stored and searched: compatibility forms unified, marks and case removed, each word
 * once, in the order of their first appearance, at most `limit`. Scripts without spaces are cut into words too.
 * Words longer than 40 characters are cut. `terms('Zürcher Kantonalbank')` is `['zurcher', 'kantonalbank']`.
 */
export function terms(text: string, limit = 250): string[] {
  const found = new Set<string>();
  for (const { segment, isWordLike } of segmenter.segment(fold(text))) {
    if (!isWordLike) continue;
    for (const word of segment.split(/[^\p{L}\p{N}\p{M}]+/u)) {
      if (found.size >= limit) return [...found];
      if (word !== '') found.add([...word].slice(0, 40).join(''));
    }
  }
  return [...found];
}

/** What a search asks for: the terms of the question, as many as a query may hold. */
export const queryTerms = (text: string): string[] => terms(text, maxQueryTerms);
