const letters: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** A name as it is compared: lower case, no accents, words parted by one space. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[øæœßłđðþı]/g, (letter) => letters[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const legalForm = / (inc|incorporated|ltd|limited|llc|plc|ag|gmbh|sa|se|nv|a s|b v|s a|co|corp|corporation)$/;

/** Like `fold`, without a legal form at the end: `Delta Air Lines, Inc.` is `delta air lines`. */
export const foldName = (name: string): string => fold(name).replace(legalForm, '');

/** Whether the words stand in the text, whole and in this order. */
export const containsWords = (text: string, words: string): boolean =>
  words !== '' && ` ${fold(text)} `.includes(` ${words} `);

/** Letters and digits that may stand in a host name; a name in another script gets a short number instead. */
export const slugOf = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
