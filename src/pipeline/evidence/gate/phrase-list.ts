import { compact } from './fold.ts';

export interface PhraseList {
  hasPhrase(words: readonly string[]): boolean;
  /** Whether the word is part of any entry. Only for words that name nothing else, such as `GPT-4` or `802.11`. */
  hasWordOf(word: string): boolean;
  /** How many of the words from `from` on make the longest entry; 0 for none. */
  longestAt(words: readonly string[], from: number): number;
}

/** Entries of one or more words, compared without case, accents and marks. `C++` and `C#` keep theirs. */
export function createPhraseList(entries: readonly string[]): PhraseList {
  const phrases = new Set(entries.map((entry) => entry.split(/\s+/u).map(word).join(' ')));
  const words = new Set(entries.flatMap((entry) => entry.split(/\s+/u).map(word)));
  const longest = Math.max(...entries.map((entry) => entry.split(/\s+/u).length));
  const has = (text: readonly string[]) => phrases.has(text.map(word).join(' '));
  return {
    hasPhrase: has,
    hasWordOf: (text) => words.has(word(text)),
    longestAt(text, from) {
      for (let count = Math.min(longest, text.length - from); count > 0; count--) {
        if (has(text.slice(from, from + count))) return count;
      }
      return 0;
    },
  };
}

const word = (text: string): string => (/^\p{L}[+#]+$/u.test(text) ? text.toLowerCase() : compact(text));
