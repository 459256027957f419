import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './read-json.ts';

describe('finding JSON in an answer', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ['  [1,2]\n', [1, 2]],
    ['```json\n{"a":1}\n```', { a: 1 }],
    ['```\n{"a":1}\n```', { a: 1 }],
    ['Sure!\n```JSON\r\n{"a":"`x`"}\r\n```\nBye.', { a: '`x`' }],
    ['As [2] says: {"a":"} ] \\" {","b":[1]} done', { a: '} ] " {', b: [1] }],
    ['{not json} {"a":1}', { a: 1 }],
    ['```json\n{"a": "cut off', undefined],
    ['plain prose', undefined],
    ['', undefined],
    ['"text"', undefined],
    ['12', undefined],
  ])('in %j', (text, expected) => {
    expect(readJson(text)?.json).toEqual(expected);
  });

  it('finds an object whatever it holds, in a fence or among prose', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1 }), (value) => {
        const plain = JSON.stringify(value);
        const expected: unknown = JSON.parse(plain);
        expect(readJson(`Here it is: ${plain} Good luck.`)?.json).toEqual(expected);
      }),
    );
  });

  it('does not take long over hostile text', () => {
    expect(readJson('{['.repeat(50_000))).toBeUndefined();
  });
});
