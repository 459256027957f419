import { expect, test } from 'vitest';
import type { Inline } from './inline.ts';
import { parseMarkdown } from './markdown.ts';
import { parseMrkdwn } from './mrkdwn.ts';

const inside = (source: string): Inline[] => parseMrkdwn(source).flatMap((paragraph) => paragraph.inside);
const text = (words: string): Inline => ({ kind: 'text', text: words });

test('marks are read where Slack reads them', () => {
  expect(inside('*a* _b_ ~c~ `d`')).toEqual([
    { kind: 'bold', inside: [text('a')] },
    text(' '),
    { kind: 'italic', inside: [text('b')] },
    text(' '),
    { kind: 'strike', inside: [text('c')] },
    text(' '),
    { kind: 'code', text: 'd' },
  ]);
  expect(inside('snake_case_name and 2*3*4')).toEqual([text('snake_case_name and 2*3*4')]);
  expect(inside('*a _b_*')).toEqual([{ kind: 'bold', inside: [text('a '), { kind: 'italic', inside: [text('b')] }] }]);
});

test('what was escaped is text, and is not read a second time', () => {
  expect(inside('&lt;@U1&gt; &amp;lt; &lt;https://a.example|b&gt;')).toEqual([
    text('<@U1> &lt; <https://a.example|b>'),
  ]);
  expect(inside('`*a* <@U1>`')).toEqual([{ kind: 'code', text: '*a* <@U1>' }]);
});

test('links, mentions and commands in angles', () => {
  expect(inside('<https://a.example?x=1&amp;y=2|label> <@U1> <#C1|sales> <!here>')).toEqual([
    { kind: 'link', url: 'https://a.example?x=1&y=2', label: [text('label')] },
    text(' '),
    { kind: 'user', id: 'U1' },
    text(' '),
    { kind: 'channel', id: 'C1', label: 'sales' },
    text(' '),
    { kind: 'live', name: 'here' },
  ]);
});

test('quotes are paragraphs of their own, but not inside code', () => {
  expect(parseMrkdwn('before\n&gt; one\n&gt;two\nafter')).toEqual([
    { quoted: false, inside: [text('before')] },
    { quoted: true, inside: [text('one\ntwo')] },
    { quoted: false, inside: [text('after')] },
  ]);
  expect(parseMrkdwn('```\n&gt; code\n```')).toEqual([{ quoted: false, inside: [{ kind: 'pre', text: '> code\n' }] }]);
});

test('markdown knows headings, lists and escapes, and no HTML', () => {
  expect(parseMarkdown('# One\n- a\n- **b**\n\n<b>raw</b> \\*not bold\\*')).toEqual([
    { kind: 'heading', level: 1, inside: [text('One')] },
    { kind: 'list', ordered: false, items: [[text('a')], [{ kind: 'bold', inside: [text('b')] }]] },
    { kind: 'paragraph', inside: [text('<b>raw</b> *not bold*')] },
  ]);
});

test('a long text of marks is read in time', () => {
  const started = performance.now();
  inside('*_~`<'.repeat(1000));
  expect(performance.now() - started).toBeLessThan(2000);
});
