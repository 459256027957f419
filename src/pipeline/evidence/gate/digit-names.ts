import { blank } from '../dates.ts';

/** A name that holds digits: S/4HANA, 787-10, EC2, 24/7. Its digits are no figure. */
export interface DigitName {
  raw: string;
  start: number;
  end: number;
}

/** Terms that belong to nobody. Compared in lower case. */
export const genericTerms: ReadonlySet<string> = new Set(
  '24/7 24x7 24/5 7x24 365 360 1:1 one-to-one 2g 3g 4g 5g 6g 2d 3d 4d b2b b2c b2b2c b2g d2c c2c p2p o2c s2p r2r h2r q2c l2c 2fa mfa2 4k 8k a4 a3 a/b co2 co2e nox web2 web3 covid-19 covid19 3pl 4pl 5pl l1 l2 l3 l4 l5 t1 t2 t3 n+1 mp3 mp4 h.264 y2k e2e m2m p0 p1 p2 p3 g7 g20 s1 s2'.split(
    ' ',
  ),
);

const number = "\\d+(?:[.,'’]\\d+)*";
const unit =
  '(?:k|m|mn|mln|mio|b|bn|bln|mrd|t|tn|x|×|%|‰|°[cf]?|st|nd|rd|th|er|s|h|hr|hrs|min|mins|sec|ms|d|w|kg|g|mg|km|cm|mm|mt|dwt|kw|mw|gw|tw|kwh|mwh|gwh|twh|kb|mb|gb|tb|pb|mbps|gbps|teu|ft|mi|mph|bps|pp|pts|am|pm|y|yr|yrs|€|\\$|£)';
const currency = '(?:[A-Z]{0,3}[$€£¥₹]|[A-Z]{3})';
const numberLike = new RegExp(
  `^(?:[a-zà-ÿ]+-|[~±+<>≥≤]|-)?${currency}?${number}${unit}?(?:[-–—/+]${currency}?${number}${unit}?)*(?:[-–](?:\\p{Ll}|\\p{Lu}\\p{Ll})[\\p{L}]*)*$`,
  'iu',
);
const plainNumber = new RegExp(`^${currency}?${number}$`, 'u');

/** Names with digits of a text, and the text with them blanked out. Dates must be blanked out before. */
export function readDigitNames(text: string): { names: DigitName[]; rest: string } {
  const names: DigitName[] = [];
  let rest = text;
  for (const match of text.matchAll(/[^\s,;()"“”„«»]+/gu)) {
    const word = match[0].replace(/^[.'’*_:]+|[.'’*_:?!…]+$/gu, '');
    if (!/\d/.test(word)) continue;
    const start = match.index + match[0].indexOf(word);
    if (!isName(word, text.slice(0, start))) continue;
    names.push({ raw: word, start, end: start + word.length });
    rest = blank(rest, start, start + word.length);
  }
  return { names, rest };
}

function isName(word: string, before: string): boolean {
  if (genericTerms.has(word.toLowerCase())) return !/^\d+$/.test(word);
  if (/\p{L}/u.test(word)) return !numberLike.test(word) || looksLikeModel(word);
  if (plainNumber.test(word)) return false;
  if (/^\d{1,2}[/x]\d{1,2}$/.test(word)) return true;
  const model = /^(\d+)-(\d+)$/.exec(word);
  return model !== null && Number(model[1]) > Number(model[2]) && /\p{Lu}[\p{L}]*\s$/u.test(before);
}

/** A descending pair with a plural s, such as 787-10s, is no range. */
function looksLikeModel(word: string): boolean {
  const model = /^(\d+)-(\d+)s$/.exec(word);
  return model !== null && Number(model[1]) > Number(model[2]);
}

/** Names with digits that neither `hasWord` nor the generic terms know; a plural s makes no other name. */
export const strangeDigitNames = (names: readonly DigitName[], hasWord: (word: string) => boolean): string[] =>
  names
    .map(({ raw }) => raw)
    .filter((raw) => !genericTerms.has(raw.toLowerCase()) && !hasWord(raw) && !hasWord(raw.replace(/s$/u, '')));
