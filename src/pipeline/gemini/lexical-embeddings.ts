import type { Embeddings } from '../../domain/ports/embeddings.ts';
import { unitLength } from '../../domain/unit-length.ts';
import { cancelled } from './slots.ts';

const dimension = 768;
/** A shared word says more than a shared trigram; trigrams find inflections and slips. */
const wordWeight = 1;
const trigramWeight = 0.4;

/** Lower case without accents: `Zürcher` and `zurcher` are one word. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');

/** FNV-1a, 32 bits, over UTF-16 units: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  // The low bits of neighbouring strings are alike; the place is taken from them.
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

function featuresOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
  for (const word of folded(text).match(/[\p{L}\p{N}]+/gu) ?? []) {
    add(`w:${word}`);
    const signs = [...`^${word}$`];
    for (let at = 0; at + 3 <= signs.length; at += 1) add(`t:${signs.slice(at, at + 3).join('')}`);
  }
  // A text without a word has a direction too, the same for all of them.
  if (counts.size === 0) add('empty');
  return counts;
}

function embed(text: string): number[] {
  const vector = Array.from({ length: dimension }, () => 0);
  for (const [feature, count] of featuresOf(text)) {
    const code = hash(feature);
    const place = code % dimension;
    // The sign, from a bit of its own, lets collisions cancel out on average instead of adding up.
    const sign = hash(`±${feature}`) & 1 ? 1 : -1;
    const weight = feature.startsWith('t:') ? trigramWeight : wordWeight;
    vector[place] = (vector[place] ?? 0) + sign * weight * (1 + Math.log(count));
  }
  return unitLength(vector) ?? embed('');
}

/**
 * Embeddings without a model: feature hashing of folded words and their trigrams. They find shared words, not shared
 * meaning, so they are called lexical. The same text gives the same vector everywhere.
 */
export function createLexicalEmbeddings(): Embeddings {
  return {
    model: 'lexical-1',
    dimension,
    embed: (texts, signal) =>
      signal.aborted ? Promise.reject(cancelled(signal.reason)) : Promise.resolve(texts.map(embed)),
  };
}
