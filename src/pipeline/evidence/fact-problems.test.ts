import { describe, expect, it } from 'vitest';
import type { Fact } from '../../domain/facts.ts';
import { claimOf } from '../stages/signals-for-test.ts';
import { factCheck } from './fact-problems.ts';

const claims = [
  claimOf('facet.profile', 1, 'Acme Boats counted **105,908** employees\u00a0for 2023.'),
  claimOf('facet.profile', 2, 'The company sails with Nordlys Line.'),
];
const check = factCheck(claims, {
  name: 'Acme Boats A/S',
  aliases: ['Acme'],
  confidence: 1,
  decidedBy: 'only_match',
  claims: [],
});
const fact = (more: Partial<Fact> = {}): Fact => ({
  claim: 'profile.1',
  entity: 'Acme Boats',
  attribute: 'employees',
  period: '2023',
  value: '105,908',
  unit: 'employees',
  ...more,
});

describe('factCheck', () => {
  it.each([
    ['as the claim writes it', {}],
    ['with plain spaces where the claim has fixed ones', { value: 'employees for 2023' }],
    ['about the company by its whole name', { entity: 'Acme Boats A/S' }],
    ['about somebody whom another claim names', { claim: 'profile.2', value: 'company', entity: 'Nordlys Line’s' }],
  ])('lets a value stand that is %s', (_, more) => {
    expect(check(fact(more))).toBeUndefined();
  });

  it.each([
    ['a value in other digits', { value: '105908' }, 'does not hold'],
    ['a rounded value', { value: '106,000' }, 'does not hold'],
    ['the value of another claim', { claim: 'profile.2' }, 'does not hold'],
    ['a claim that does not exist', { claim: 'profile.9' }, 'There is no claim'],
    ['an entity that nobody names', { entity: 'Contoso' }, 'No claim names "Contoso"'],
  ])('refuses %s', (_, more, message) => {
    expect(check(fact(more))).toContain(message);
  });
});
