import { stems } from './common-words.ts';

/**
 * Words of the texts that stand in lower case, with the forms they come from. A word that is written so is no name, also
 * where it opens a sentence. Addresses do not count: "contoso" in contoso.com is one.
 */
export function lowerCaseWords(texts: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of texts) {
    for (const [word] of text.matchAll(/(?<![\p{L}\p{N}.@/_-])\p{Ll}{3,}(?:-\p{Ll}+)*(?![\p{L}\p{N}@/_]|\.\p{L})/gu)) {
      for (const form of [word, ...stems(word)]) found.add(form);
    }
  }
  return found;
}
