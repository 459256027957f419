import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Statement } from '../../../domain/statement.ts';
import { id, modelLine } from '../../../domain/text.ts';
import { evidence } from '../testing/sample-context.ts';
import { descendants, pathName, walk } from './walk.ts';

const Thing = z.object({
  id: id(10),
  kind: z.enum(['a', 'b']),
  title: modelLine(10),
  note: z.string().optional(),
  maybe: z.string().nullable(),
  both: z.string().nullable().optional(),
  withDefault: z.string().default('x'),
  list: z.array(z.object({ s: Statement })).min(1),
  byKey: z.record(z.string(), z.string()),
  either: z.union([z.object({ n: z.number() }), z.object({ text: z.string() })]),
  lazily: z.lazy(() => z.string()),
  copied: Statement.meta({ title: 'Copy' }),
});

const value = {
  id: 'x1',
  kind: 'a',
  title: 'Title',
  note: 'Note',
  maybe: 'Maybe',
  both: null,
  withDefault: 'd',
  list: [{ s: evidence('S.', 'c.1') }],
  byKey: { k: 'v' },
  either: { text: 'T' },
  lazily: 'L',
  copied: evidence('C.', 'c.1'),
  notInTheSchema: 'never read',
};

describe('walking schema and value together', () => {
  const nodes = [...descendants(walk(Thing, value))];
  const strings = nodes.filter((node) => node.kind === 'string');

  it('finds every string the schema knows, and how its place may be emptied', () => {
    expect(strings.map((node) => [pathName(node.path), node.slot, node.prose])).toEqual([
      ['id', 'required', false],
      ['title', 'required', true],
      ['note', 'optional', true],
      ['maybe', 'nullable', true],
      ['withDefault', 'required', true],
      ['byKey.k', 'optional', true],
      ['either.text', 'required', true],
      ['lazily', 'required', true],
    ]);
  });

  it('knows statements by their shape, copies of the schema too', () => {
    const statements = nodes.filter((node) => node.kind === 'statement');
    expect(statements.map((node) => pathName(node.path))).toEqual(['list[0].s', 'copied']);
  });

  it('reads the limits that bound what may be taken out', () => {
    expect(nodes.find((node) => node.kind === 'array')).toMatchObject({ minItems: 1, itemCount: 1 });
    expect(strings.find((node) => pathName(node.path) === 'title')?.minLength).toBe(1);
  });

  it('reads nothing from a value of another shape', () => {
    expect([...descendants(walk(Thing, 'text'))]).toEqual([]);
    expect([...descendants(walk(Thing, { list: 'no', title: 3 }))].map(({ kind }) => kind)).toEqual(['object']);
  });
});
