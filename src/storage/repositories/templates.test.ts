import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const text = { content: 'Look at {{company}}', author: 'U1' };

test('versions are added, never changed; the default is chosen', async () => {
  const { templates } = store;
  const { id } = await templates.create('T1', { name: 'Green', ...text });
  await templates.addVersion('T1', id, { ...text, content: 'Second', note: 'why' });
  const third = await templates.addVersion('T1', id, { ...text, content: 'Third' }, { makeDefault: true });
  expect(third.versions.map(({ no, content }) => [no, content])).toEqual([
    [1, 'Look at {{company}}'],
    [2, 'Second'],
    [3, 'Third'],
  ]);
  expect(third.defaultVersion).toBe(3);
  expect(await templates.setDefault('T1', id, 2)).toMatchObject({ defaultVersion: 2 });
  await expect(templates.setDefault('T1', id, 4)).rejects.toMatchObject({ code: 'not_found' });
});

test('names are unique within a team, also when two come at once, and free again after a rename', async () => {
  const { templates } = store;
  const other = store.another().templates;
  const made = await Promise.allSettled([
    templates.create('T1', { name: 'Green', ...text }),
    other.create('T1', { name: 'GREEN!', ...text }),
  ]);
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await templates.create('T2', { name: 'Green', ...text });
  const [kept] = await templates.list('T1');
  const blue = await templates.create('T1', { name: 'Blue', ...text });
  await expect(templates.rename('T1', blue.id, 'green')).rejects.toMatchObject({ code: 'already_exists' });
  await templates.rename('T1', kept?.id ?? '', 'Red');
  await templates.rename('T1', blue.id, 'Green');
  expect((await templates.list('T1')).map(({ name }) => name)).toEqual(['Green', 'Red']);
});

test('text that cannot be filled, or is too long, is refused and stores nothing', async () => {
  const { templates } = store;
  for (const content of ['{{client}}', '', 'x'.repeat(4001)]) {
    await expect(templates.create('T1', { name: 'Green', ...text, content })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  }
  expect(await templates.list('T1')).toEqual([]);
});
