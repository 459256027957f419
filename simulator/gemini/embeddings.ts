import { hashOf } from './chance.ts';
import { fold } from './fold.ts';

/**
 * A vector from the words of a text: texts that share words point the same way. Like the service's own vectors of a
 * reduced dimension it is not normalised.
 */
export function embed(text: string, dimensions = 768): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of fold(text).split(' ')) {
    if (word === '') continue;
    for (const turn of [0, 1, 2]) {
      const hash = hashOf(word, turn);
      const place = hash % dimensions;
      vector[place] = (vector[place] ?? 0) + (hash & 0x80000000 ? -0.25 : 0.25);
    }
  }
  return vector;
}
