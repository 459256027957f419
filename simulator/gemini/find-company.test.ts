import { expect, test } from 'vitest';
import { loadCompanies } from './company-facts.ts';
import { findCandidates, findCompany } from './find-company.ts';

const companies = loadCompanies();
const namesFor = (name: string, domain?: string) =>
  findCandidates(companies, { name, ...(domain !== undefined && { domain }) }).map((found) =>
    found.kind === 'bundled' ? found.company.company.name : found.namesake.name,
  );

test.each([
  ['Maersk', ['A.P. Moller - Maersk']],
  ['MÆRSK', ['A.P. Moller - Maersk']],
  ['A.P. Møller - Mærsk A/S', ['A.P. Moller - Maersk']],
  ['Delta', ['Delta Air Lines', 'Delta Electronics', 'Delta Faucet Company', 'Delta Dental']],
  ['Delta Air Lines', ['Delta Air Lines']],
  ['Delta Air Lines, Inc.', ['Delta Air Lines']],
  ['Delta Electronics', ['Delta Electronics']],
  ['IKEA', ['Ingka Group', 'Inter IKEA Group']],
  ['Zürcher Kantonalbank', ['Zürcher Kantonalbank']],
  ['zurcher kantonalbank', ['Zürcher Kantonalbank']],
  ['Zuercher Kantonalbank', ['Zürcher Kantonalbank']],
  ['ZKB', ['Zürcher Kantonalbank']],
  ['Kantonalbank', ['Zürcher Kantonalbank', 'Zuger Kantonalbank', 'Schwyzer Kantonalbank']],
  ['Inter', []],
  ['Acme', []],
  ['', []],
  ['🚢', []],
])('%s may mean %j', (typed, names) => expect(namesFor(typed)).toEqual(names));

test('a domain decides alone', () => {
  expect(namesFor('Delta', 'delta.com')).toEqual(['Delta Air Lines']);
  expect(namesFor('whatever', 'www.zkb.ch')).toEqual(['Zürcher Kantonalbank']);
  expect(namesFor('Delta', 'deltaww.com')).toEqual(['Delta Electronics']);
  expect(namesFor('Maersk', 'maersk-cakes.com')).toEqual([]);
});

test('a chosen namesake is not the bundled company', () => {
  expect(findCompany(companies, { name: 'Delta', domain: 'deltaww.com' })).toBeUndefined();
  expect(findCompany(companies, { name: 'Delta Electronics' })).toBeUndefined();
  expect(findCompany(companies, { name: 'Delta', domain: 'delta.com' })?.slug).toBe('delta-air-lines');
});
