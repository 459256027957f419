import { stems } from './common-words.ts';
import { remember } from './remember.ts';

/**
 * Words of the texts that stand in lower case, with the forms they come from. A word that is written so is no name, also
 * where it opens a sentence. Addresses do not count: "contoso" in contoso.com is one.
 */
export const lowerCaseWords = (texts: readonly string[]): ReadonlySet<string> => new Set(texts.flatMap(wordsOfText));

const wordsOfText = remember(4_000, (text): readonly string[] => {
  const found = [...text.matchAll(/(?<![\p{L}\p{N}.@/_-])\p{Ll}{3,}(?:-\p{Ll}+)*(?![\p{L}\p{N}@/_]|\.\p{L})/gu)];
  return [...new Set(found.flatMap(([word]) => [word, ...stems(word)]))];
});
