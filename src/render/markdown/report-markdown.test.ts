import { expect, test } from 'vitest';
import { hostileText } from '../fixtures/hostile.ts';
import { maerskBrief } from '../fixtures/maersk-brief.ts';
import { statementsOf } from '../report/document.ts';
import { reportDocument } from '../report/report-document.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { reportMarkdown } from './report-markdown.ts';

test('it says what the report says, each fact with its numbers', () => {
  const brief = maerskBrief();
  const markdown = reportMarkdown(brief);
  const statements = statementsOf(reportDocument(brief));
  expect(statements.length).toBeGreaterThan(30);
  for (const statement of statements) expect(markdown).toContain(escapeMarkdown(statement.text));
  expect(markdown).toContain('- **Revenue:** \\$54bn in 2025, down from \\$55.5bn. [[2], [6]]');
  expect(markdown).toContain('[[2], [3], [7]] *(our inference)*');
  expect(markdown).toContain('*(unknown)*');
});

test('numbers are defined once and lead to the sources only', () => {
  const brief = maerskBrief();
  const markdown = reportMarkdown(brief);
  const defined = [...markdown.matchAll(/^\[(\d+)\]: <(.*)>$/gm)].map(([, number, url]) => [Number(number), url]);
  expect(defined).toEqual(brief.sources.map((source) => [source.number, source.url]));
  for (const [, number] of markdown.matchAll(/\[(\d+)\]/g)) {
    expect(defined.some(([known]) => known === Number(number))).toBe(true);
  }
});

test('hostile text is inert', () => {
  const markdown = reportMarkdown(
    maerskBrief({ company: { name: hostileText, aliases: [], confidence: 1, decidedBy: 'only_match', claims: [] } }),
  );
  const [title = ''] = markdown.split('\n');
  expect(title.startsWith('# &lt;/style&gt;')).toBe(true);
  expect(title).not.toMatch(/<|(?<!\\)\]\(|(?<![`"(])https?:/);
  expect(title).toContain('`@everyone`');
});

test('sample data is said to be sample data first of all', () => {
  expect(reportMarkdown(maerskBrief({ sample: true })).startsWith('**Sample data – invented for demonstration**')).toBe(
    true,
  );
  expect(reportMarkdown(maerskBrief())).not.toContain('Sample data');
});
