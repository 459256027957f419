import { expect, test } from 'vitest';
import { withOddities, writeProse } from './prose.ts';

const page = (name: string) => ({ url: `https://www.${name}.org/a`, title: name });
const passages = [
  { text: '### Über\n\n', pages: [] },
  { text: 'Zürich 台 grew.', pages: [page('one'), page('two')] },
  { text: ' ', pages: [] },
  { text: 'CHF 1’422 Mio. – so.', pages: [page('two')] },
  { text: ' Third.', pages: [page('one')] },
];

test('offsets are UTF-8 bytes and every page is one chunk', () => {
  const { text, chunks, supports } = writeProse(passages);
  const bytes = Buffer.from(text);
  expect(supports).toHaveLength(3);
  for (const { segment } of supports) {
    expect(bytes.subarray(segment.startIndex ?? 0, segment.endIndex).toString()).toBe(segment.text);
  }
  expect(chunks).toEqual([
    { web: { uri: 'https://www.one.org/a', title: 'one', domain: 'one.org' } },
    { web: { uri: 'https://www.two.org/a', title: 'two', domain: 'two.org' } },
  ]);
  expect(supports.map(({ groundingChunkIndices }) => groundingChunkIndices)).toEqual([[0, 1], [1], [0]]);
});

test('a support that starts the part has no startIndex, as protobuf leaves zeros out', () => {
  expect(writeProse([{ text: 'A.', pages: [page('one')] }]).supports[0]?.segment).toEqual({ endIndex: 2, text: 'A.' });
});

test('oddities: empty chunk, index past the chunks, shifted offset, support over a heading', () => {
  const right = writeProse(passages);
  const { chunks, supports, text } = withOddities(right);
  expect(text).toBe(right.text);
  expect(chunks.at(-1)).toEqual({});
  expect(supports[0]?.segment.text).toBe('### Über');
  expect(supports[2]?.groundingChunkIndices.some((index) => index >= chunks.length)).toBe(true);
  const shifted = supports[3]?.segment;
  expect(Buffer.from(text).subarray(shifted?.startIndex, shifted?.endIndex).toString()).not.toBe(shifted?.text);
});
