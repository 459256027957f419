import { blank, type DateMention, readDates } from '../dates.ts';
import { type DigitName, readDigitNames } from './digit-names.ts';
import { type Quantity, readQuantities } from './quantities.ts';
import { remember } from './remember.ts';

/** Every figure of a text: what it counts, when it says it was, and names that only look like figures. */
export interface Figures {
  dates: readonly DateMention[];
  quantities: readonly Quantity[];
  names: readonly DigitName[];
}

export const emptyFigures: Figures = { dates: [], quantities: [], names: [] };

/** `known` are names that hold digits; they are no figures wherever they stand. Positions are those of the text. */
export function readFigures(text: string, known: readonly string[]): Figures {
  return figuresOf(known.reduce(blankName, blankAddresses(text)));
}

const figuresOf = remember(4_000, (text): Figures => {
  const { dates, rest } = readDates(text);
  const { names, rest: numbers } = readDigitNames(rest);
  return { dates, names, quantities: readQuantities(numbers) };
});

export const mergeFigures = (all: readonly Figures[]): Figures => ({
  dates: all.flatMap((figures) => figures.dates),
  quantities: all.flatMap((figures) => figures.quantities),
  names: all.flatMap((figures) => figures.names),
});

function blankName(text: string, name: string): string {
  const lower = text.toLowerCase();
  const wanted = name.toLowerCase();
  let result = text;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
    result = blank(result, at, at + wanted.length);
  }
  return result;
}

/** Digits in an address are no figure; the addresses have a check of their own. */
function blankAddresses(text: string): string {
  let result = text;
  for (const match of text.matchAll(/https?:\/\/\S+/giu)) {
    result = blank(result, match.index, match.index + match[0].length);
  }
  return result;
}
