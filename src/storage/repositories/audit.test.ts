import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewAuditEvent } from '../../domain/ports/people.ts';
import { openTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const event = (on: string, more: Partial<NewAuditEvent> = {}): NewAuditEvent => ({
  team: 'T1',
  by: 'U1',
  act: 'run.cancel',
  on,
  from: 'button',
  visibility: 'team',
  ...more,
});
const seen = async (question: { viewer?: string[]; on?: string } = {}) =>
  (await store.audit.list('T1', { viewer: ['team'], limit: 100, ...question })).events.map(({ on }) => on);

test('is the newest first, of one team, within what may be seen', async () => {
  await store.audit.record(event('R1', { detail: 'by hand' }));
  store.pass(1);
  await store.audit.record(event('R2', { visibility: 'G1' }));
  await store.audit.record(event('R3'));
  await store.audit.record(event('R4', { team: 'T2' }));
  expect(await seen()).toEqual(['R3', 'R1']);
  expect(await seen({ viewer: ['team', 'G1'] })).toEqual(['R3', 'R2', 'R1']);
  expect(await seen({ on: 'R1' })).toEqual(['R1']);
  expect(await seen({ on: 'R2' })).toEqual([]);
  expect(await seen({ viewer: [] })).toEqual([]);
  await expect(store.audit.record(event('x'.repeat(121)))).rejects.toMatchObject({ code: 'invalid_input' });
});

test('comes in pages that neither repeat nor leave out, while two processes go on writing', async () => {
  const other = store.another();
  await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? other : store).audit.record(event(`R${i}`))));
  const told: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.audit.list('T1', { viewer: ['team'], limit: 7, ...(after !== undefined && { after }) });
    told.push(...page.events.map(({ on }) => on));
    after = page.cursor;
    await other.audit.record(event('later'));
  } while (after !== undefined);
  expect(told).toHaveLength(20);
  expect(new Set(told).size).toBe(20);
  expect(told).not.toContain('later');
});
