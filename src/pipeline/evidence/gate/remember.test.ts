import { expect, it } from 'vitest';
import { remember } from './remember.ts';

it('reads a text once, and no more of them than it may keep', () => {
  const read: string[] = [];
  const lengthOf = remember(2, (text) => {
    read.push(text);
    return text.length;
  });
  expect(['a', 'bb', 'a', 'bb'].map(lengthOf)).toEqual([1, 2, 1, 2]);
  expect(read).toEqual(['a', 'bb']);
  // What is asked for again and again stays; what nobody asks for is forgotten.
  for (const text of ['c', 'a', 'd', 'a', 'e', 'a']) lengthOf(text);
  expect(read).toEqual(['a', 'bb', 'c', 'd', 'e']);
  lengthOf('bb');
  expect(read.at(-1)).toBe('bb');
});
