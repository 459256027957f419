import { expect, test } from 'vitest';
import type { JsonSchema } from './json-schema.ts';
import { resolveAnswer } from './resolve-answer.ts';

const says = (text: string, ...claims: string[]) => ({ text, claims, basis: 'evidence' });
const claimOf = (factId: string) => ({ f1: 'news.1', f2: 'news.2', f3: 'news.1' })[factId];
const resolve = (raw: Parameters<typeof resolveAnswer>[0], schema?: JsonSchema) => resolveAnswer(raw, claimOf, schema);

test('fact ids become claim ids, each once', () => {
  expect(resolve({ overview: says('a', 'f1', 'f2', 'f3') }).value).toEqual({ overview: says('a', 'news.1', 'news.2') });
});

test('a statement on an absent fact goes with its array item, or becomes an honest gap', () => {
  const raw = {
    overview: says('a', 'f9'),
    goals: [says('b', 'f1', 'f9'), says('c', 'f1')],
    news: [
      { title: 't', summary: says('d', 'f9') },
      { title: 'u', summary: says('e', 'f2') },
    ],
    why: { text: 'x', claims: [], basis: 'unknown' },
  };
  const { value, dropped } = resolve(raw);
  expect(value).toEqual({
    overview: { text: 'Not found in the evidence.', claims: [], basis: 'unknown' },
    goals: [says('c', 'news.1')],
    news: [{ title: 'u', summary: says('e', 'news.2') }],
    why: { text: 'x', claims: [], basis: 'unknown' },
  });
  expect(dropped).toEqual(['.overview', '.goals[0]', '.news[0].summary']);
});

test('oneOf is the first alternative whose facts are all present, else the last with the dropping rule', () => {
  const one = (...oneOf: object[]) => ({ ideas: [{ oneOf }] }) as Parameters<typeof resolveAnswer>[0];
  expect(resolve(one({ c: says('a', 'f9') }, { c: { oneOf: [says('b', 'f8'), says('c', 'f2')] } })).value).toEqual({
    ideas: [{ c: says('c', 'news.2') }],
  });
  expect(resolve(one({ c: says('a', 'f9') }, { c: says('b', 'f8') })).value).toEqual({ ideas: [] });
});

test('an estimate goes as a whole when an operand has lost its fact', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: { roi: { anyOf: [{ type: 'object' }, { type: 'null' }] } },
    required: ['roi'],
  };
  const roi = (claim: string) => ({
    formula: 'a * b',
    operands: [
      { name: 'a', value: 1, claim },
      { name: 'b', value: 2, claim: null },
    ],
  });
  expect(resolve({ roi: roi('f1') }, schema).value).toEqual({ roi: roi('news.1') });
  expect(resolve({ roi: roi('f9') }, schema).value).toEqual({ roi: null });
});

test('a list that falls below its least length takes its item along, and an answer with nothing left is none', () => {
  const schema: JsonSchema = {
    properties: {
      conflicts: { items: { properties: { values: { minItems: 2 } }, required: ['values'] } },
      cases: { minItems: 1 },
    },
    required: ['conflicts', 'cases'],
  };
  const raw = (fact: string) => ({
    conflicts: [{ values: [says('a', 'f1'), says('b', 'f9')] }],
    cases: [says('c', fact)],
  });
  expect(resolve(raw('f1'), schema).value).toEqual({ conflicts: [], cases: [says('c', 'news.1')] });
  expect(resolve(raw('f9'), schema).value).toBeUndefined();
});

test('priorities name only gaps that are left', () => {
  const raw = {
    technology: [
      { id: 'technology.1', statement: says('a', 'f9') },
      { id: 'technology.2', statement: says('b', 'f1') },
    ],
    priorities: ['technology.1', 'technology.2'],
  };
  expect(resolve(raw).value).toMatchObject({ priorities: ['technology.2'] });
});

test('a tuple whose fact is absent goes, where the schema wants a claim', () => {
  const schema = {
    properties: {
      facts: { items: { properties: { claim: { type: 'string' }, value: { type: 'string' } } } },
    },
  };
  const raw = {
    facts: [
      { claim: 'f2', value: 'x' },
      { claim: 'f9', value: 'y' },
    ],
  };
  expect(resolve(raw, schema)).toEqual({ value: { facts: [{ claim: 'news.2', value: 'x' }] }, dropped: ['.facts[1]'] });
});
