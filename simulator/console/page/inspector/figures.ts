import type { Brought } from '../../../inside/brought.ts';

type Usage = Brought['usage'];

const inEnglish = new Intl.NumberFormat('en');

/** One call costs fractions of a cent. */
export const dollars = (amount: number): string => `$${amount.toFixed(amount < 0.1 ? 4 : 2)}`;

export const seconds = (from: string, to: string): string => {
  const took = (Date.parse(to) - Date.parse(from)) / 1000;
  return `${took < 10 ? took.toFixed(1) : Math.round(took)} s`;
};

/** On the clock of whoever looks, as in the messages. */
export const clock = (at: string): string => new Date(at).toLocaleTimeString('en-GB');

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${inEnglish.format(count)} ${count === 1 ? one : many}`;

/** What was used, in one line. */
export const usageLine = ({ calls, searchQueries, tokensIn, tokensOut, costUsd }: Usage): string =>
  [
    counted(calls, 'call'),
    counted(searchQueries, 'search', 'searches'),
    `${inEnglish.format(tokensIn)} tokens in, ${inEnglish.format(tokensOut)} out`,
    dollars(costUsd),
  ].join(' · ');
