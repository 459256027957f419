import { expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { Documents, Query, Transaction } from '../../domain/ports/documents.ts';
import type { Handles } from './documents-contract.ts';

const path = 'teams/T1/counters/c';

const countUp = (documents: Documents) =>
  documents.transaction(async (transaction) => {
    const found = await transaction.get(path);
    const n = Number(found?.data.n ?? 0) + 1;
    transaction.set(path, { n });
    return n;
  });

export function transactionContract({ first, another }: Handles): void {
  test('writes everything together and gives the result of the work', async () => {
    await first().set('teams/T1/runs/gone', {});
    await first().set('teams/T1/runs/changed', { a: 1 });
    const result = await first().transaction(async (transaction) => {
      expect((await transaction.get('teams/T1/runs/changed'))?.data).toEqual({ a: 1 });
      expect(await transaction.get('teams/T1/runs/new')).toBeUndefined();
      transaction.create('teams/T1/runs/new', { b: 1 });
      transaction.update('teams/T1/runs/changed', { b: 2 });
      transaction.set('teams/T1/runs/changed/stages/s', { c: 3 });
      transaction.delete('teams/T1/runs/gone');
      return 'done';
    });
    expect(result).toBe('done');
    const paths = [
      'teams/T1/runs/new',
      'teams/T1/runs/changed',
      'teams/T1/runs/changed/stages/s',
      'teams/T1/runs/gone',
    ];
    const found = await first().getMany(paths);
    expect(found.map((document) => document?.data)).toEqual([{ b: 1 }, { a: 1, b: 2 }, { c: 3 }, undefined]);
  });

  test('adds beside its other writes without waiting for others that add', async () => {
    const other = await another();
    let runs = 0;
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 === 0 ? first() : other).transaction(async (transaction) => {
          runs += 1;
          await transaction.get(`teams/T1/runs/R${index}`);
          transaction.create(`teams/T1/runs/R${index}`, {});
          transaction.increment(path, { n: 1, [`users.U${index % 2}`]: 2 });
        }),
      ),
    );
    expect((await first().get(path))?.data).toEqual({ n: 8, users: { U0: 8, U1: 8 } });
    expect(runs).toBe(8);
  });

  test('writes nothing when the work throws, and does not run it again', async () => {
    let runs = 0;
    const answer = first().transaction(async (transaction) => {
      runs += 1;
      transaction.set(path, { n: 1 });
      throw new AppError('forbidden', 'no');
    });
    await expect(answer).rejects.toMatchObject({ code: 'forbidden' });
    expect(runs).toBe(1);
    expect(await first().get(path)).toBeUndefined();
  });

  test('writes nothing when one of the writes is refused', async () => {
    await first().set('teams/T1/runs/there', {});
    const attempts: [string, (transaction: Transaction) => void][] = [
      ['already_exists', (transaction) => transaction.create('teams/T1/runs/there', {})],
      ['not_found', (transaction) => transaction.update('teams/T1/runs/none', {})],
      ['invalid_input', (transaction) => transaction.set('teams/T1/runs', {})],
      ['limit_reached', (transaction) => transaction.set('teams/T1/runs/big', { x: 'x'.repeat(1_048_577) })],
    ];
    for (const [code, writeWrongly] of attempts) {
      const answer = first().transaction(async (transaction) => {
        transaction.set(path, { n: 1 });
        writeWrongly(transaction);
      });
      await expect(answer).rejects.toMatchObject({ code });
    }
    expect(await first().get(path)).toBeUndefined();
  });

  test('refuses to read after it wrote', async () => {
    const answer = first().transaction(async (transaction) => {
      transaction.set(path, { n: 1 });
      await transaction.get(path);
    });
    await expect(answer).rejects.toMatchObject({ code: 'internal' });
  });

  test('does not show its writes before the commit', async () => {
    const other = await another();
    await first().transaction(async (transaction) => {
      transaction.set(path, { n: 1 });
      expect(await first().get(path)).toBeUndefined();
      expect(await other.get(path)).toBeUndefined();
    });
    expect((await other.get(path))?.data).toEqual({ n: 1 });
  });

  test('counts right from two handles at once', async () => {
    const other = await another();
    const results = await Promise.all(Array.from({ length: 40 }, (_, i) => countUp(i % 2 === 0 ? first() : other)));
    expect((await first().get(path))?.data).toEqual({ n: 40 });
    expect(results.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  test('counts right while plain increments come in between', async () => {
    const other = await another();
    const transactions = Array.from({ length: 10 }, () => countUp(first()));
    const increments = Array.from({ length: 10 }, () => other.increment(path, { n: 1 }));
    await Promise.all([...transactions, ...increments]);
    expect((await first().get(path))?.data).toEqual({ n: 20 });
  });

  test('runs again when a document that it read was changed, made or deleted by another handle', async () => {
    const other = await another();
    const changes: (() => Promise<void>)[] = [
      () => other.set('teams/T1/runs/R1', { n: 1 }),
      () => other.set('teams/T1/runs/R1', { n: 2 }),
      () => other.delete('teams/T1/runs/R1'),
    ];
    for (const [i, change] of changes.entries()) {
      const seen: unknown[] = [];
      await first().transaction(async (transaction) => {
        seen.push((await transaction.get('teams/T1/runs/R1'))?.data.n);
        if (seen.length === 1) await change();
        transaction.set(`teams/T1/results/${i}`, { seen: seen.length });
      });
      expect(seen).toEqual(
        [
          [undefined, 1],
          [1, 2],
          [2, undefined],
        ][i],
      );
    }
  });

  test('runs again when the answer of a query has changed: a new document, a lost one, another value', async () => {
    const other = await another();
    const query: Query = {
      collection: 'teams/T1/runs',
      where: [{ field: 'open', op: '==', value: true }],
      limit: 10,
    };
    const changes: (() => Promise<void>)[] = [
      () => other.set('teams/T1/runs/a', { open: true }),
      () => other.set('teams/T1/runs/b', { open: true }),
      () => other.update('teams/T1/runs/a', { open: false }),
      () => other.delete('teams/T1/runs/b'),
    ];
    const counts: number[][] = [];
    for (const change of changes) {
      const seen: number[] = [];
      await first().transaction(async (transaction) => {
        seen.push((await transaction.query(query)).documents.length);
        if (seen.length === 1) await change();
        transaction.set('teams/T1/results/count', { n: seen.at(-1) ?? -1 });
      });
      counts.push(seen);
    }
    expect(counts).toEqual([
      [0, 1],
      [1, 2],
      [2, 1],
      [1, 0],
    ]);
  });

  test('adds to a document that it read, one that was not there too, unless it was changed in between', async () => {
    const other = await another();
    const seen: unknown[] = [];
    const add = (change?: () => Promise<void>) =>
      first().transaction(async (transaction) => {
        seen.push((await transaction.get(path))?.data.n);
        await change?.();
        transaction.increment(path, { n: 1 });
      });
    await add();
    await add();
    let changes = 0;
    await add(async () => {
      if (changes++ === 0) await other.set(path, { n: 10 });
    });
    expect(seen).toEqual([undefined, 1, 2, 10]);
    expect((await first().get(path))?.data).toEqual({ n: 11 });
    await other.delete(path);
    changes = 0;
    seen.length = 0;
    await add(async () => {
      if (changes++ === 0) await other.set(path, { n: 5 });
    });
    expect(seen).toEqual([undefined, 5]);
    expect((await first().get(path))?.data).toEqual({ n: 6 });
  });

  test('is not disturbed by changes to what it did not read', async () => {
    const other = await another();
    let runs = 0;
    await first().transaction(async (transaction) => {
      runs += 1;
      await transaction.get(path);
      await other.set('teams/T1/counters/another', { n: runs });
      transaction.set(path, { n: 1 });
    });
    expect(runs).toBe(1);
  });

  test('gives up with a retryable conflict when others never let it through', async () => {
    const other = await another();
    let runs = 0;
    const answer = first().transaction(async (transaction) => {
      runs += 1;
      await transaction.get(path);
      await other.set(path, { n: runs });
      transaction.set('teams/T1/results/never', {});
    });
    await expect(answer).rejects.toMatchObject({ code: 'conflict', retryable: true });
    expect(runs).toBeLessThan(100);
    expect(await first().get('teams/T1/results/never')).toBeUndefined();
  });
}
