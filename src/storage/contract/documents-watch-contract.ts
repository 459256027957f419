import { expect, test } from 'vitest';
import type { Documents, Json } from '../../domain/ports/documents.ts';
import type { Handles } from './documents-contract.ts';

const path = 'teams/T1/runs/R1';

/** What a watcher was told, and a promise for the moment at which it is as wanted. */
function record(documents: Documents, watched = path) {
  const told: (Json | undefined)[] = [];
  let check = () => {};
  const stop = documents.watch(watched, (document) => {
    told.push(document?.data.n);
    check();
  });
  const until = (wanted: Json | undefined): Promise<void> =>
    new Promise((resolve) => {
      check = () => {
        if (told.length > 0 && told.at(-1) === wanted) resolve();
      };
      check();
    });
  return { told, until, stop };
}

export function watchContract({ first, another }: Handles): void {
  test('tells the present state, then every change by this handle', async () => {
    const missing = record(first());
    await missing.until(undefined);
    await first().set(path, { n: 1 });
    await missing.until(1);
    const present = record(first());
    await present.until(1);
    await first().update(path, { n: 2 });
    await present.until(2);
    await first().increment(path, { n: 1 });
    await present.until(3);
    await first().transaction(async (transaction) => transaction.update(path, { n: 4 }));
    await present.until(4);
    await first().delete(path);
    await Promise.all([present.until(undefined), missing.until(undefined)]);
    expect(present.told).toEqual([1, 2, 3, 4, undefined]);
    expect(missing.told).toEqual([undefined, 1, 2, 3, 4, undefined]);
    present.stop();
    missing.stop();
  });

  test('tells changes by another handle, as another process makes them', async () => {
    const other = await another();
    await other.set(path, { n: 1 });
    const watching = record(first());
    await watching.until(1);
    await other.set(path, { n: 2 });
    await watching.until(2);
    await other.delete(path);
    await watching.until(undefined);
    expect(watching.told).toEqual([1, 2, undefined]);
    watching.stop();
  });

  test('tells nothing about other documents and nothing after its end', async () => {
    const ended = record(first());
    const watching = record(first());
    await Promise.all([ended.until(undefined), watching.until(undefined)]);
    ended.stop();
    ended.stop();
    await first().set('teams/T1/runs/R2', { n: 1 });
    await first().set('teams/T2/runs/R1', { n: 1 });
    await first().set(path, { n: 2 });
    await watching.until(2);
    expect(watching.told).toEqual([undefined, 2]);
    expect(ended.told).toEqual([undefined]);
    watching.stop();
  });

  test('refuses a path that is none', () => {
    expect(() => first().watch('teams/T1/runs', () => {})).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
}
