import { describe, expect, it } from 'vitest';
import { line, rich, words } from './inert.ts';
import { charactersIn, intoRoom } from './room.ts';

const item = (length: number) => line(words('x'.repeat(length)));

describe('charactersIn', () => {
  it('counts the texts of nested blocks and nothing else', () => {
    expect(charactersIn([rich(item(3), item(4)), { type: 'header', text: { type: 'plain_text', text: 'ab' } }])).toBe(
      9,
    );
  });
});

describe('intoRoom', () => {
  it('takes from every section in turn and says how much was left out', () => {
    const { sections, left } = intoRoom([{ items: [item(10), item(10), item(10)] }, { items: [item(10)] }], 32);
    expect(sections.map(({ items }) => items.length)).toEqual([2, 1]);
    expect(left).toBe(1);
  });

  it('never keeps a later item of a section without the one before', () => {
    const { sections } = intoRoom([{ items: [item(50), item(1)] }, { items: [item(5)] }], 20);
    expect(sections.map(({ items }) => items.map(charactersIn))).toEqual([[5]]);
  });
});
