import { describe, expect, it } from 'vitest';
import { fitMessage, messageViolations, viewViolations } from './limits.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const button = (text: string, value = 'v') => ({ type: 'button', action_id: 'a', text: plain(text), value });
const long = (n: number) => 'x'.repeat(n);
const of = (...blocks: unknown[]) => ({ text: 'text', blocks });

const tooLong: [string, unknown, string][] = [
  ['header', { type: 'header', text: plain(long(151)) }, '/blocks/0/text/text'],
  ['section', { type: 'section', text: plain(long(3001)) }, '/blocks/0/text/text'],
  ['section fields', { type: 'section', fields: Array.from({ length: 11 }, () => plain('f')) }, '/blocks/0/fields'],
  ['section field', { type: 'section', fields: [plain(long(2001))] }, '/blocks/0/fields/0/text'],
  ['context', { type: 'context', elements: Array.from({ length: 11 }, () => plain('c')) }, '/blocks/0/elements'],
  ['actions', { type: 'actions', elements: Array.from({ length: 26 }, () => button('b')) }, '/blocks/0/elements'],
  ['button text', { type: 'actions', elements: [button(long(76))] }, '/blocks/0/elements/0/text/text'],
  [
    'container children',
    { type: 'container', title: plain('t'), child_blocks: Array.from({ length: 11 }, () => ({ type: 'divider' })) },
    '/blocks/0/child_blocks',
  ],
  ['container title', { type: 'container', title: plain(long(151)), child_blocks: [] }, '/blocks/0/title/text'],
  [
    'inside a container',
    { type: 'container', title: plain('t'), child_blocks: [{ type: 'header', text: plain(long(151)) }] },
    '/blocks/0/child_blocks/0/text/text',
  ],
  ['markdown', { type: 'markdown', text: long(12_001) }, '/blocks/0/text'],
  [
    'carousel',
    { type: 'carousel', elements: Array.from({ length: 11 }, () => ({ type: 'card', body: plain('b') })) },
    '/blocks/0/elements',
  ],
  ['card body', { type: 'card', body: plain(long(201)) }, '/blocks/0/body/text'],
  ['table rows', { type: 'table', rows: Array.from({ length: 101 }, () => []) }, '/blocks/0/rows'],
];

describe('limits of a message', () => {
  it.each(tooLong)('%s: is found where it is and cut to fit', (_, block, pointer) => {
    expect(messageViolations(of(block)).map((violation) => violation.pointer)).toEqual([pointer]);
    expect(messageViolations(fitMessage(of(block)))).toEqual([]);
  });

  it('cuts text with a mark, and lists of blocks with a line that says so', () => {
    const fitted = fitMessage(of(...Array.from({ length: 60 }, () => ({ type: 'header', text: plain(long(200)) }))));
    expect(fitted.blocks).toHaveLength(50);
    expect(JSON.stringify(fitted.blocks[0])).toContain('…"');
    expect(JSON.stringify(fitted.blocks[49])).toContain('cut here');
  });

  it('reports values and ids, but never cuts them: half an id means something else', () => {
    const block = { type: 'actions', elements: [button('b', long(2001))] };
    expect(messageViolations(of(block))[0]).toMatchObject({ code: 'too_long', field: 'value' });
    expect(JSON.stringify(fitMessage(of(block)))).toContain(long(2001));
  });

  it('finds empty text, unknown types and ids used twice', () => {
    const codes = messageViolations(
      of(
        { type: 'section', text: plain('') },
        { type: 'alert' },
        { type: 'divider', block_id: 'x' },
        { type: 'divider', block_id: 'x' },
      ),
    ).map(({ code }) => code);
    expect(codes).toEqual(['empty', 'unknown_type', 'not_unique']);
    expect(messageViolations({ text: '', blocks: [] }).map(({ pointer }) => pointer)).toEqual(['/text']);
    expect(messageViolations({ text: long(4001), blocks: [] }).map(({ code }) => code)).toEqual(['too_long']);
  });

  it('leaves what fits as it is and does not touch the original', () => {
    const message = of({ type: 'header', text: plain('short') });
    expect(fitMessage(message)).toEqual(message);
    const big = of({ type: 'header', text: plain(long(200)) });
    fitMessage(big);
    expect(messageViolations(big)).toHaveLength(1);
  });
});

describe('limits of a view', () => {
  const modal = { type: 'modal', title: plain('t'), blocks: [] as unknown[], private_metadata: '' };
  it('finds too many blocks, long titles and metadata, and a view that is too large', () => {
    expect(viewViolations(modal)).toEqual([]);
    expect(viewViolations({ ...modal, title: plain(long(25)) })[0]).toMatchObject({ pointer: '/title/text' });
    expect(viewViolations({ ...modal, private_metadata: long(3001) })[0]).toMatchObject({ field: 'private_metadata' });
    expect(
      viewViolations({ ...modal, blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) })[0],
    ).toMatchObject({ field: 'blocks' });
    expect(
      viewViolations({
        ...modal,
        blocks: Array.from({ length: 90 }, () => ({ type: 'section', text: plain(long(3000)) })),
      })[0],
    ).toMatchObject({ code: 'too_large' });
  });
});
