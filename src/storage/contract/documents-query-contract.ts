import { expect, test } from 'vitest';
import type { Filter, Json, JsonObject, Page, Query } from '../../domain/ports/documents.ts';
import type { Handles } from './documents-contract.ts';

const collection = 'teams/T1/notes';
const idOf = ({ path }: { path: string }) => path.slice(path.lastIndexOf('/') + 1);

export function queryContract(handles: Handles): void {
  const { first } = handles;
  const fill = (documents: Record<string, JsonObject>) =>
    Promise.all(Object.entries(documents).map(([id, data]) => first().set(`${collection}/${id}`, data)));
  const ids = async (query: Partial<Query>) =>
    (await first().query({ collection, limit: 100, ...query })).documents.map(idOf);
  const matching = (field: string, op: Filter['op'], value: Json) => ids({ where: [{ field, op, value }] });
  const inRange = (field: string, op: Filter['op'], value: Json) =>
    ids({ where: [{ field, op, value }], orderBy: [{ field, direction: 'asc' }] });

  async function allPages(query: Query): Promise<string[][]> {
    const pages: string[][] = [];
    let page: Page | undefined;
    while (pages.length < 50 && (!page || page.cursor)) {
      page = await first().query({ ...query, ...(page?.cursor && { after: page.cursor }) });
      pages.push(page.documents.map(idOf));
    }
    return pages;
  }

  test('finds by equality, type and value both', async () => {
    await fill({ a: { v: 1 }, b: { v: '1' }, c: { v: true }, d: { v: null }, e: {}, f: { v: [1] }, g: { v: 1.5 } });
    expect(await matching('v', '==', 1)).toEqual(['a']);
    expect(await matching('v', '==', '1')).toEqual(['b']);
    expect(await matching('v', '==', true)).toEqual(['c']);
    expect(await matching('v', '==', null)).toEqual(['d']);
    expect(await matching('v', '==', false)).toEqual([]);
    expect(await matching('v', 'in', [1.5, '1', null])).toEqual(['b', 'd', 'g']);
    expect(await matching('v', 'in', [])).toEqual([]);
  });

  test('finds by range within one type, text by its UTF-8 bytes', async () => {
    await fill({ a: { v: 2 }, b: { v: 10 }, c: { v: '2' }, d: { v: 'ä' }, e: { v: 'z' }, f: {}, g: { v: null } });
    expect(await inRange('v', '>', 2)).toEqual(['b']);
    expect(await inRange('v', '>=', 2)).toEqual(['a', 'b']);
    expect(await inRange('v', '<', 10)).toEqual(['a']);
    expect(await inRange('v', '<=', 10)).toEqual(['a', 'b']);
    expect(await inRange('v', '>', '2')).toEqual(['e', 'd']);
    expect(await inRange('v', '<', 'ä')).toEqual(['c', 'e']);
  });

  test('finds by the items of lists', async () => {
    await fill({
      a: { v: ['acme', 'bank', 3] },
      b: { v: ['cloud'] },
      c: { v: 'acme' },
      d: { v: { acme: 1 } },
      e: { v: [['acme'], true, null] },
    });
    expect(await matching('v', 'array-contains', 'acme')).toEqual(['a']);
    expect(await matching('v', 'array-contains', 3)).toEqual(['a']);
    expect(await matching('v', 'array-contains', true)).toEqual(['e']);
    expect(await matching('v', 'array-contains-any', ['cloud', 'bank', 'none'])).toEqual(['a', 'b']);
    expect(await matching('v', 'array-contains-any', [])).toEqual([]);
  });

  test('finds by inner members and several conditions, whatever the values look like', async () => {
    await fill({
      a: { who: { team: 'x', 'first-name': "O'Hara" }, n: 1 },
      b: { who: { team: 'x' }, n: 2 },
      c: { who: { team: "' OR 1=1 --" }, n: 2 },
    });
    expect(
      await ids({
        where: [
          { field: 'who.team', op: '==', value: 'x' },
          { field: 'n', op: '>', value: 1 },
        ],
        orderBy: [{ field: 'n', direction: 'asc' }],
      }),
    ).toEqual(['b']);
    expect(await matching('who.first-name', '==', "O'Hara")).toEqual(['a']);
    expect(await matching('who.team', '==', "' OR 1=1 --")).toEqual(['c']);
  });

  test('sees its own collection alone: no other team, no sub-collection, no collection that begins alike', async () => {
    await fill({ mine: {} });
    await first().set('teams/T2/notes/other', {});
    await first().set('teams/T1/notes/mine/notes/below', {});
    await first().set('teams/T1/notes2/alike', {});
    expect(await ids({})).toEqual(['mine']);
  });

  test('sorts by id without an order, and by several members with directions', async () => {
    await fill({ b: { n: 1, s: 'x' }, a: { n: 1, s: 'y' }, c: { n: 2, s: 'x' }, d: { s: 'x' } });
    expect(await ids({})).toEqual(['a', 'b', 'c', 'd']);
    const orderBy = [
      { field: 'n', direction: 'desc' as const },
      { field: 's', direction: 'asc' as const },
    ];
    expect(await ids({ orderBy })).toEqual(['c', 'b', 'a']);
  });

  test('breaks ties by id in the direction of the first order', async () => {
    await fill({ a: { n: 1 }, b: { n: 1 }, c: { n: 1 } });
    expect(await ids({ orderBy: [{ field: 'n', direction: 'asc' }] })).toEqual(['a', 'b', 'c']);
    expect(await ids({ orderBy: [{ field: 'n', direction: 'desc' }] })).toEqual(['c', 'b', 'a']);
  });

  test.each(['asc', 'desc'] as const)(
    'pages through ties and stored nulls without losing or repeating (%s)',
    async (direction) => {
      const values = [1, 1, 1, 2, 2, null, null, null, 3];
      await fill(Object.fromEntries(values.map((n, i) => [`d${i}`, { n, even: i % 2 === 0 }])));
      const orderBy = [{ field: 'n', direction }];
      const whole = await ids({ orderBy });
      const pages = await allPages({ collection, orderBy, limit: 2 });
      expect(pages.map((page) => page.length)).toEqual([2, 2, 2, 2, 1]);
      expect(pages.flat()).toEqual(whole);
      const even = await allPages({ collection, orderBy, limit: 2, where: [{ field: 'even', op: '==', value: true }] });
      expect(even.flat()).toEqual(whole.filter((id) => Number(id.slice(1)) % 2 === 0));
    },
  );

  test('pages by two orders of different direction and without any order', async () => {
    await fill(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`d${i}`, { a: i % 3, b: `s${i % 2}` }])));
    const orderBy = [
      { field: 'a', direction: 'asc' as const },
      { field: 'b', direction: 'desc' as const },
    ];
    expect((await allPages({ collection, orderBy, limit: 1 })).flat()).toEqual(await ids({ orderBy }));
    expect((await allPages({ collection, limit: 5 })).flat()).toEqual(await ids({}));
  });

  test('the last page has no cursor, also when it is full', async () => {
    await fill({ a: {}, b: {} });
    expect((await first().query({ collection, limit: 2 })).cursor).toBeUndefined();
    expect((await first().query({ collection, limit: 1 })).cursor).toBeTypeOf('string');
    expect(await first().query({ collection: 'teams/T1/empty', limit: 1 })).toEqual({ documents: [] });
  });

  test('refuses a cursor that is foreign or made up', async () => {
    await fill({ a: { n: 1 }, b: { n: 2 } });
    const { cursor = '' } = await first().query({ collection, limit: 1 });
    const foreign: Query[] = [
      { collection: 'teams/T2/notes', limit: 1, after: cursor },
      { collection, limit: 1, after: cursor, orderBy: [{ field: 'n', direction: 'asc' }] },
      { collection, limit: 1, after: 'nonsense' },
      { collection, limit: 1, after: Buffer.from('["x",[{}]]').toString('base64url') },
    ];
    for (const query of foreign) await expect(first().query(query)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('refuses limits, fields and values outside the rules', async () => {
    const filters: Filter[] = [
      { field: 'v"; DROP TABLE documents; --', op: '==', value: 1 },
      { field: '', op: '==', value: 1 },
      { field: 'v', op: 'in', value: 'text' },
      { field: 'v', op: 'in', value: Array.from({ length: 31 }, (_, i) => i) },
      { field: 'v', op: '>', value: null },
      { field: 'v', op: '==', value: { a: 1 } },
    ];
    for (const filter of filters) {
      const answer = first().query({ collection, limit: 1, where: [filter] });
      await expect(answer).rejects.toMatchObject({ code: 'invalid_input' });
    }
    const unordered: Query = { collection, limit: 1, where: [{ field: 'v', op: '>', value: 1 }] };
    await expect(first().query(unordered)).rejects.toMatchObject({ code: 'invalid_input' });
    const many: Filter[] = ['a', 'b'].map((field) => ({ field, op: 'in', value: [1, 2, 3, 4, 5, 6] }));
    await expect(first().query({ collection, limit: 1, where: many })).rejects.toMatchObject({ code: 'invalid_input' });
    for (const limit of [0, -1, 1.5, 1001]) {
      await expect(first().query({ collection, limit })).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });

  nearestContract(handles);
}

function nearestContract({ first }: Handles): void {
  const memory = 'teams/T1/memory';
  const add = (id: string, vector: number[], more: JsonObject = {}, team = 'T1') =>
    first().set(`teams/${team}/memory/${id}`, { vector, ...more });
  const search = async (vector: number[], limit: number, where: Filter[] = [], vectorField = 'vector') =>
    (await first().nearest({ collection: memory, vectorField, vector, limit, where })).map(idOf);

  test('nearest sorts by cosine distance, whatever the lengths', async () => {
    await add('same', [10, 0, 0]);
    await add('near', [1, 0.5, 0]);
    await add('right', [0, 3, 0]);
    await add('opposite', [-2, 0, 0]);
    const found = await first().nearest({ collection: memory, vectorField: 'vector', vector: [1, 0, 0], limit: 10 });
    expect(found.map(idOf)).toEqual(['same', 'near', 'right', 'opposite']);
    for (const [i, distance] of [0, 1 - 1 / Math.sqrt(1.25), 1, 2].entries()) {
      expect(found[i]?.distance).toBeCloseTo(distance, 5);
    }
    expect(found[0]?.data).toEqual({ vector: [10, 0, 0] });
    expect(await search([1, 0, 0], 2)).toEqual(['same', 'near']);
  });

  test('nearest filters before it ranks', async () => {
    for (let i = 0; i < 30; i++) await add(`noise${i}`, [1, 0.001 * i], { kind: 'noise', visibility: 'C1' });
    await add('wanted', [0, 1], { kind: 'note', visibility: 'team' });
    await add('hidden', [1, 1], { kind: 'note', visibility: 'C2' });
    const where: Filter[] = [
      { field: 'kind', op: '==', value: 'note' },
      { field: 'visibility', op: 'in', value: ['team', 'C1'] },
    ];
    expect(await search([1, 0], 1, where)).toEqual(['wanted']);
  });

  test('nearest leaves out other teams, other dimensions, and documents without a vector', async () => {
    await add('mine', [1, 1]);
    await add('theirs', [1, 0], {}, 'T2');
    await add('longer', [1, 0, 0]);
    await first().set(`${memory}/none`, { vector: 'text' });
    await first().set(`${memory}/nested`, { embedding: { values: [1, 0] } });
    expect(await search([1, 0], 10)).toEqual(['mine']);
    expect(await search([1, 0], 10, [], 'embedding.values')).toEqual(['nested']);
  });

  test('nearest follows what is written: changed, removed and deleted vectors', async () => {
    await add('a', [1, 0]);
    await add('b', [0, 1]);
    await first().update(`${memory}/a`, { vector: [-1, 0] });
    expect(await search([1, 0], 10)).toEqual(['b', 'a']);
    await first().update(`${memory}/b`, { vector: null });
    expect(await search([1, 0], 10)).toEqual(['a']);
    await first().transaction(async (transaction) => transaction.delete(`${memory}/a`));
    expect(await search([1, 0], 10)).toEqual([]);
  });

  test('a deleted document takes no place among the nearest', async () => {
    await add('gone', [1, 0]);
    await add('kept', [1, 1]);
    await first().delete(`${memory}/gone`);
    expect(await search([1, 0], 1)).toEqual(['kept']);
  });

  test('nearest refuses a vector without direction and limits outside the rules', async () => {
    for (const [vector, limit] of [
      [[0, 0], 1],
      [[], 1],
      [[Number.NaN], 1],
      [[1], 0],
      [[1], 1001],
    ] as const) {
      const answer = first().nearest({ collection: memory, vectorField: 'vector', vector, limit });
      await expect(answer).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });
}
