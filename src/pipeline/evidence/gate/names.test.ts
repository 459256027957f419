import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Statement } from '../../../domain/statement.ts';
import { evidence, sampleContext } from '../testing/sample-context.ts';
import { names } from './names.ts';
import { runCheck } from './scope.ts';

const One = z.object({ statement: Statement });
const all = sampleContext().claims.map((claim) => claim.id);
const strange = (text: string, statement: Partial<Statement> = {}) =>
  runCheck(names, One, { statement: { ...evidence(text, ...all), ...statement } }, sampleContext()).map(
    ({ message }) => /: (.*)\.$/.exec(message)?.[1],
  );

describe('names in statements', () => {
  it.each([
    'Maersk counted 105,908 employees for 2023.',
    'Chief Executive Officer Vincent Clerc took over from Søren Skou; Patrick Jany’s successor is Robert Erni.',
    'Mærsk’s CFO Robert Erni follows Patrick Jany.',
    'Moller-Maersk runs SAP on Azure and could add Databricks, Kafka and Power BI.',
    'The Danish carrier works with Hapag-Lloyd.',
    'Danes share the Gemini Cooperation.',
    'Copenhagen-based Maersk is SAP-centred.',
    'According to container-news.com, revenue fell.',
    'Microsoft 365, S/4HANA and 24/7 desks are common; KPIs and APIs help.',
    'Fjordline Data would start with Exception handling.',
    'Reducing the backlog comes first. Sailings were on time. Pick a port, replay a quarter.',
    '“Reliability” is what the VP of Customer Service asks for: Faster answers.',
    'Exception Handling Copilot for Customer Service Teams',
    'EXCEPTION HANDLING FOR MAERSK',
    '1) Rebooking 2) Rerouting – Both need data.',
    'Die Reederei streicht Stellen in der Verwaltung und will mit der Hilfe von Software sparen.',
    'マースクはコペンハーゲンに本社を置く。',
  ])('nothing strange in: %s', (text) => {
    expect(strange(text)).toEqual([]);
  });

  it.each([
    ['Contoso counted 105,908 employees.', '"Contoso"'],
    ['Contoso’s revenue fell.', '"Contoso"'],
    ['Northwind and its partners run ships.', '"Northwind"'],
    ['It works with Accenture on this.', '"Accenture"'],
    ['CEO John Smithson said so.', '"John Smithson"'],
    ['It hired DeepMind people.', '"DeepMind"'],
    ['DeepMind helps.', '"DeepMind"'],
    ['The carriers MSC and ONE differ.', '"MSC"'],
    ['Vincent Erni leads finance.', '"Vincent Erni"'],
    ['It ordered the Airbus A350-941.', '"Airbus", "A350-941"'],
    ['Die Reederei hat mit Hans Petersen und der Verwaltung gesprochen.', '"Hans Petersen"'],
    ['The Norwegian branch.', '"Norwegian"'],
  ])('%s: %s', (text, found) => {
    expect(strange(text)).toEqual([found]);
  });

  it('lets a statement name only who its own claims name', () => {
    expect(strange('Vincent Clerc leads it.', { claims: ['leadership.1'] })).toEqual([]);
    expect(strange('Vincent Clerc leads it.', { claims: ['news.1'] })).toEqual(['"Vincent Clerc"']);
    expect(strange('Hapag-Lloyd shares it.', { claims: ['news.1'], basis: 'inference' })).toEqual(['"Hapag-Lloyd"']);
  });

  it('lets input name only the input, the company and the seller', () => {
    const input = { basis: 'input' as const, claims: [] };
    expect(strange('Karin Ortega of Maersk met Fjordline Data.', input)).toEqual([]);
    expect(strange('Vincent Clerc met Fjordline Data.', input)).toEqual(['"Vincent Clerc"']);
  });
});
