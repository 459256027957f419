import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { factsAbout, loadCompanies, topics } from './company-facts.ts';

test('four companies with a domain of their own and facts on every topic', () => {
  const companies = loadCompanies();
  expect(companies.map(({ slug }) => slug)).toEqual([
    'delta-air-lines',
    'ingka-group',
    'maersk',
    'zuercher-kantonalbank',
  ]);
  for (const company of companies) {
    for (const topic of topics)
      expect(factsAbout(company, topic).length, `${company.slug} ${topic}`).toBeGreaterThan(1);
    expect(new Set(company.facts.map(({ id }) => id)).size).toBe(company.facts.length);
  }
});

test('a fact without a source or with an unknown one is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'companies-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [company] = loadCompanies();
  const { slug: _slug, ...file } = company ?? { slug: '' };
  const write = (change: object) => writeFileSync(join(folder, 'x.json'), JSON.stringify({ ...file, ...change }));
  write({});
  expect(loadCompanies(folder)).toHaveLength(1);
  write({ facts: [{ id: 'f1', topic: 'news', text: 'Something.', sources: [] }] });
  expect(() => loadCompanies(folder)).toThrow();
  write({ facts: [{ id: 'f1', topic: 'news', text: 'Something.', sources: ['s999'] }] });
  expect(() => loadCompanies(folder)).toThrow();
});
