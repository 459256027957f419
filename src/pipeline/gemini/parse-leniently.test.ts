import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GapAnalysis } from '../../domain/gaps.ts';
import { UseCasesDraft } from '../../domain/ideas.ts';
import { Report } from '../../domain/report.ts';
import { unknownStatement } from '../../domain/statement.ts';
import { parseLeniently } from './parse-leniently.ts';

const said = (text: string) => ({ text, claims: ['news.1'], basis: 'evidence' as const });
const gap = (id: string) => ({ id, statement: said(id), severity: 'high', typicalForVertical: true });

const Person = z.object({ name: z.string().min(1), age: z.int().nullable(), mail: z.string().optional() });
const Team = z.object({ people: z.array(Person) });

describe('lenient parsing', () => {
  it('changes nothing in a value that fits', () => {
    const value = { people: [{ name: 'A', age: 1 }] };
    expect(parseLeniently(Team, value)).toEqual({ value, edits: [] });
  });

  it('drops items that do not fit and keeps the others in their order', () => {
    const value = {
      people: [{ name: 'A', age: 1 }, null, { name: '', age: 2 }, 'x', { name: 'B', age: 3 }, { age: 4 }],
    };
    expect(parseLeniently(Team, value)).toEqual({
      value: { people: [value.people[0], value.people[4]] },
      edits: [{ kind: 'removed', path: ['people'], count: 4 }],
    });
  });

  it('makes a missing nullable member null and leaves a null optional one out', () => {
    expect(parseLeniently(Team, { people: [{ name: 'A', mail: null }] })?.value).toEqual({
      people: [{ name: 'A', age: null }],
    });
  });

  it('gives up an optional or nullable member before the item that holds it', () => {
    const lenient = parseLeniently(Team, { people: [{ name: 'A', age: 'old', mail: 7 }] });
    expect(lenient?.value).toEqual({ people: [{ name: 'A', age: null }] });
    expect(lenient?.edits.map((edit) => edit.kind)).toEqual(['blanked', 'blanked']);
  });

  it('drops the innermost item, and the outer one when too few are left', () => {
    const Teams = z.object({ teams: z.array(z.object({ members: z.array(z.string()).min(2) })) });
    const value = { teams: [{ members: ['a', 5, 'b'] }, { members: ['a', null] }, { members: ['x', 'y'] }] };
    expect(parseLeniently(Teams, value)?.value).toEqual({
      teams: [{ members: ['a', 'b'] }, { members: ['x', 'y'] }],
    });
  });

  it('cuts a list that is too long instead of dropping what holds it', () => {
    const Short = z.object({ lists: z.array(z.object({ tags: z.array(z.string()).max(2) })) });
    const lenient = parseLeniently(Short, { lists: [{ tags: ['a', 'b', 'c'] }] });
    expect(lenient).toMatchObject({
      value: { lists: [{ tags: ['a', 'b'] }] },
      edits: [{ kind: 'shortened', count: 1 }],
    });
  });

  it('drops members that a closed object does not know', () => {
    const Closed = z.strictObject({ a: z.string() });
    expect(parseLeniently(Closed, { a: 'x', b: 1, c: 2 })?.value).toEqual({ a: 'x' });
  });

  it('does not take an emptied answer for a finding', () => {
    expect(parseLeniently(Team, { people: ['x', 'y'] })).toBeUndefined();
    expect(parseLeniently(Team, {})).toBeUndefined();
    expect(parseLeniently(z.array(Person), ['x'])).toBeUndefined();
    expect(parseLeniently(Team, { people: [] })?.value).toEqual({ people: [] });
  });

  it.each([undefined, null, 5, 'text', [], { people: 'none' }, { ideas: [] }])('refuses %j', (value) => {
    expect(parseLeniently(Team, value)).toBeUndefined();
  });

  it('walks through unions, records, defaults and readonly', () => {
    const Mixed = z.object({
      shape: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('list'), items: z.array(z.number()) }),
        z.object({ kind: z.literal('none') }),
      ]),
      byName: z.record(z.string(), z.object({ note: z.string().nullable() })),
      tags: z.array(z.string()).readonly().default([]),
    });
    const value = { shape: { kind: 'list', items: [1, 'x', 2] }, byName: { a: { note: 3 } }, tags: ['t', null] };
    expect(parseLeniently(Mixed, value)?.value).toEqual({
      shape: { kind: 'list', items: [1, 2] },
      byName: { a: { note: null } },
      tags: ['t'],
    });
  });
});

describe('lenient parsing of the domain', () => {
  it('replaces what a report lacks by honest gaps', () => {
    const lenient = parseLeniently(Report, {
      overview: said('Acme makes boats.'),
      headquarters: { text: 'Oslo', claims: 'profile.1', basis: 'evidence' },
      foundedYear: 20_240,
      digitalMaturity: 'medium',
      recentNews: [{ title: 'A boat', summary: said('A boat sailed.') }, { title: 'No summary' }],
      painPoints: [said('Rust.'), { text: 'Salt.', basis: 'evidence' }],
      decisionMakers: [{ name: 'A. Person', title: 'CEO', background: said('Sails.'), profileUrl: 'not a link' }],
    });
    expect(lenient?.value).toMatchObject({
      overview: { text: 'Acme makes boats.' },
      headquarters: unknownStatement(),
      revenue: unknownStatement(),
      foundedYear: null,
      digitalMaturity: 'unknown',
      recentNews: [{ title: 'A boat', date: null }],
      painPoints: [{ text: 'Rust.' }],
      decisionMakers: [{ name: 'A. Person', profileUrl: null }],
      strategicGoals: [],
    });
  });

  it('drops a wrong gap and keeps the others', () => {
    const value = {
      technology: [gap('technology.1'), { ...gap('technology.2'), severity: 'critical' }],
      capability: [],
      process: [],
      recommendations: [],
      priorities: ['technology.1', 7],
      confidence: 0.5,
      notes: '',
    };
    const lenient = parseLeniently(GapAnalysis, value);
    expect(lenient?.value).toMatchObject({ technology: [{ id: 'technology.1' }], priorities: ['technology.1'] });
  });

  it('does not invent a gap analysis from nothing', () => {
    expect(parseLeniently(GapAnalysis, { technology: ['old servers'], confidence: 0.9, notes: 'x' })).toBeUndefined();
  });

  it('cannot save use cases of which none fits', () => {
    expect(parseLeniently(UseCasesDraft, { useCases: [{ title: 'Only a title' }] })).toBeUndefined();
  });
});

describe('properties', () => {
  it('always returns what fits, for any JSON', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 5 }),
        fc.constantFrom<z.ZodType>(Team, Report, GapAnalysis),
        (value, schema) => {
          const lenient = parseLeniently(schema, value);
          expect(lenient === undefined || schema.safeParse(lenient.value).success).toBe(true);
        },
      ),
    );
  });

  it('keeps exactly the good items, in their order', () => {
    const good = fc.record({ name: fc.string({ minLength: 1 }), age: fc.option(fc.integer()) });
    const wrong = fc.oneof(
      fc.constant(null),
      fc.string(),
      fc.integer(),
      fc.record({ name: fc.integer(), age: fc.integer() }),
    );
    const items = fc.array(
      fc.oneof(
        good.map((item) => ({ item, isGood: true })),
        wrong.map((item) => ({ item, isGood: false })),
      ),
    );
    fc.assert(
      fc.property(items, (entries) => {
        const kept = entries.filter((entry) => entry.isGood).map((entry) => entry.item);
        const lenient = parseLeniently(Team, { people: entries.map((entry) => entry.item) });
        expect(lenient?.value.people).toEqual(kept.length > 0 || entries.length === 0 ? kept : undefined);
      }),
    );
  });

  it('mends ten thousand wrong items in a moment', () => {
    const people = Array.from({ length: 10_000 }, (_, index) => (index % 2 ? { name: '', age: index } : { name: 'A' }));
    expect(parseLeniently(Team, { people })?.value.people).toHaveLength(5_000);
  });
});
