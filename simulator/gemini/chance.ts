import { createHash } from 'node:crypto';

/** A whole number that is the same for the same words on every machine. */
export const hashOf = (...words: readonly (string | number)[]): number =>
  createHash('sha256').update(words.join('\u0000')).digest().readUInt32BE(0);

/** From 0 up to, not including, 1; the same for the same words. */
export const fractionOf = (...words: readonly (string | number)[]): number => hashOf(...words) / 2 ** 32;

export function pickOne<T>(choices: readonly [T, ...T[]], ...words: readonly (string | number)[]): T {
  return choices[hashOf(...words) % choices.length] ?? choices[0];
}

/** A whole number within the bounds, both included. */
export const between = (low: number, high: number, ...words: readonly (string | number)[]): number =>
  low + (hashOf(...words) % (high - low + 1));
