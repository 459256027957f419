import { remember } from './remember.ts';

const letters: Record<string, string> = { ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };
const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

/** Lower case without accents: Mærsk and Maersk, Zürich and Zurich are one. */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[øæœßłđðþı]/gu, (letter) => letters[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');

/** The other way of writing without accents: Zürich is Zuerich, Møller is Moeller. */
export const foldGerman = (text: string): string =>
  fold(
    text
      .toLowerCase()
      .normalize('NFC')
      .replace(/[äöüåø]/gu, (letter) => umlauts[letter] ?? letter),
  );

/** A word as it is compared: folded, letters and digits only. `S/4HANA` → `s4hana`. */
export const compact = remember(20_000, (word) => fold(word).replace(/[^\p{L}\p{N}]/gu, ''));

/** The same folded the other way. */
export const compactGerman = remember(20_000, (word) => compact(foldGerman(word)));

/** Words as names are written: `A.P`, `Kuehne+Nagel`, `S/4HANA`, `C#`, `[24]7.ai`. */
export const wordPattern = /\[?[\p{L}\p{N}](?:[\p{L}\p{N}'’.&+\-–/@_\]]*[\p{L}\p{N}+#])?/gu;
