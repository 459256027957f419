import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newRun, openTestStore, type TestStore } from '../repositories/test-store.ts';
import { type MigrateOptions, migrate } from './migrate.ts';
import type { Migration } from './migration.ts';
import { migrations } from './steps.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

/** What a process did that migrates the store, and what came of it. */
function begin(owner: string, more: Partial<MigrateOptions> = {}) {
  const said: string[] = [];
  const { documents } = store.another();
  const done = migrate({
    ...{ documents, clock: store.clock, migrations, owner, leaseMilliseconds: 60_000 },
    onStep: ({ level, changed }) => void said.push(`${level}: ${changed}`),
    onWait: () => void said.push('waits'),
    ...more,
  });
  return { done, said };
}

/** Counts to `portions` and says each number it came to. */
const counting = (
  level: number,
  portions: number,
  say: (at: number) => void | Promise<void> = () => {},
): Migration => ({
  level,
  what: 'counts',
  async portion(_documents, from) {
    const at = from === undefined ? 1 : Number(from);
    await say(at);
    return { changed: 1, ...(at < portions && { next: String(at + 1) }) };
  },
});

describe('migrate', () => {
  test('does what is missing, once', async () => {
    const first = begin('p1');
    expect(await first.done).toEqual({ before: 0, after: migrations.length });
    expect(first.said).toEqual(migrations.map(({ level }) => `${level}: 0`));
    const second = begin('p2');
    expect(await second.done).toEqual({ before: migrations.length, after: migrations.length });
    expect(second.said).toEqual([]);
  });

  test('is done by one process; another waits for it, and finds nothing to do', async () => {
    const seen: number[] = [];
    const waits = Promise.withResolvers<void>();
    const [a, b] = ['p1', 'p2'].map((owner) =>
      begin(owner, {
        migrations: [
          counting(1, 3, async (at) => {
            seen.push(at);
            if (at === 2) await waits.promise;
          }),
        ],
        onWait: waits.resolve,
      }),
    );
    expect(await Promise.all([a?.done, b?.done])).toContainEqual({ before: 0, after: 1 });
    expect(seen).toEqual([1, 2, 3]);
    expect([...(a?.said ?? []), ...(b?.said ?? [])]).toEqual(['1: 3']);
  });

  test('goes on where it was interrupted, at once', async () => {
    const seen: number[] = [];
    let broken = true;
    const steps = [
      counting(1, 1),
      counting(2, 3, (at) => {
        if (at === 2 && broken) throw new Error('no more');
        seen.push(at);
      }),
    ];
    const first = begin('p1', { migrations: steps });
    await expect(first.done).rejects.toThrow('no more');
    expect(first.said).toEqual(['1: 1']);
    broken = false;
    const second = begin('p2', { migrations: steps });
    expect(await second.done).toEqual({ before: 1, after: 2 });
    expect(second.said).toEqual(['2: 3']);
    expect(seen).toEqual([1, 2, 3]);
  });

  test('of a process that is gone is taken over when its lease has ended; should it wake, it stops', async () => {
    const slow = Promise.withResolvers<void>();
    const asleep = Promise.withResolvers<void>();
    const stuck = begin('p1', {
      migrations: [
        counting(1, 2, () => {
          asleep.resolve();
          return slow.promise;
        }),
      ],
    });
    await asleep.promise;
    store.pass(61);
    expect(await begin('p2', { migrations: [counting(1, 2)] }).done).toEqual({ before: 0, after: 1 });
    slow.resolve();
    await expect(stuck.done).rejects.toMatchObject({ code: 'lease_lost' });
    expect(await begin('p3', { migrations: [counting(1, 2)] }).done).toEqual({ before: 1, after: 1 });
  });

  test('leaves alone what a newer program has brought further', async () => {
    await begin('p1', { migrations: [counting(1, 1), counting(2, 1)] }).done;
    expect(await begin('p2', { migrations: [counting(1, 1)] }).done).toEqual({ before: 2, after: 2 });
  });
});

describe('the steps', () => {
  test('have one level after the other', () => {
    expect(migrations.map(({ level }) => level)).toEqual(migrations.map((_, index) => index + 1));
  });

  test('bring what an early program stored to the present', async () => {
    const due = { attempt: 1, dueAt: '2026-11-01T00:00:00.000Z', leaseUntil: null, patient: true };
    const { documents } = store;
    for (let n = 0; n < 120; n += 1) await documents.set(`due/T7~R${n}`, { ...due, team: 'T7', id: `R${n}` });
    await documents.set('teams/T7/asked/a1', { run: 'R1', at: '2026-11-01T00:00:00.000Z' });
    await documents.set('teams/T7/fresh/f1', { run: 'R1', retrievedAt: '2026-11-01T00:00:00.000Z' });
    await store.runs.create(newRun('R1'));
    const before = await documents.get('due/T1~R1');
    const ran = begin('p1');
    await ran.done;
    expect(ran.said).toEqual(['1: 120', '2: 1', '3: 2']);
    expect((await documents.get('due/T7~R5'))?.data).toEqual({
      ...{ ...due, team: 'T7', id: 'R5' },
      ...{ kind: 'run', waits: false, failures: 0 },
    });
    expect(await documents.get('due/T1~R1')).toEqual(before);
    expect((await store.runs.teams()).sort()).toEqual(['T1', 'T7']);
    const expiry = async (path: string) => (await documents.get(path))?.data.expireAt;
    expect(await expiry('teams/T7/asked/a1')).toBe('2026-11-02T00:00:00.000Z');
    expect(await expiry('teams/T7/fresh/f1')).toBe('2027-11-01T00:00:00.000Z');
    // Done again, every step finds nothing to change.
    for (const step of migrations) {
      for (let from: string | undefined, more = true; more; ) {
        const { changed, next } = await step.portion(documents, from);
        expect([step.what, changed]).toEqual([step.what, 0]);
        from = next;
        more = next !== undefined;
      }
    }
  });
});
