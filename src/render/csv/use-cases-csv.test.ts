import { expect, test } from 'vitest';
import { hostileText } from '../fixtures/hostile.ts';
import { maerskBrief, useCase } from '../fixtures/maersk-brief.ts';
import { useCasesCsv } from './use-cases-csv.ts';

test('one row a use case, best first, with the addresses of its sources and of no others', () => {
  const brief = maerskBrief();
  const text = useCasesCsv({
    ...brief,
    useCases: { useCases: brief.useCases?.useCases.toReversed() ?? [] },
  });
  const rows = text?.split('\r\n') ?? [];
  expect(rows).toHaveLength(5);
  expect(rows[0]).toMatch(/^\uFEFF"Company","Rank","Use case",/);
  expect(rows[1]).toContain('"1","Exception desk for reefer and dry cargo","high","90","70","draft"');
  expect(rows[1]).toContain('some 15%, would go. [2, 3]');
  expect(rows[1]).toContain('(our inference)');
  const urls = rows.slice(1, 4).flatMap((row) => row.match(/https?:\/\/[^\s"]+/g) ?? []);
  const known = new Set(brief.sources.map(({ url }) => url));
  expect(urls.length).toBeGreaterThan(3);
  expect(urls.filter((url) => !known.has(url))).toEqual([]);
  expect(text).toContain('Made with AI');
});

test('sample data says so in every row; foreign text stays in its cell and is no formula', () => {
  const text =
    useCasesCsv(maerskBrief({ sample: true, useCases: { useCases: [useCase('u1', `=1+1 ${hostileText}`, 1)] } })) ?? '';
  expect(text.match(/Sample data/g)).toHaveLength(1);
  expect(text).toContain('"\'=1+1 </style>');
  expect(text).toContain('src=""http');
});

test('without use cases there is no file', () => {
  const { useCases: _, ...none } = maerskBrief();
  expect(useCasesCsv(none)).toBeUndefined();
});
