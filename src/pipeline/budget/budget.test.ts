import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addUsage, noUsage, type Usage } from '../../domain/evidence.ts';
import type { ModelClient } from '../model.ts';
import { type Amount, amountOf } from './amount.ts';
import { createBudget } from './budget.ts';
import type { Estimates } from './estimates.ts';
import type { Served } from './serving-order.ts';

const plenty: Amount = { searchQueries: 1000, tokens: 1_000_000, costUsd: 1000 };
const grounded = { grounded: 1, structured: 0 };
const structured = { grounded: 0, structured: 1 };

/** Six searches a grounded call, a dollar a structured one. */
const estimates: Estimates = {
  call: (kind) =>
    kind === 'grounded' ? { searchQueries: 6, tokens: 10, costUsd: 0 } : { searchQueries: 0, tokens: 100, costUsd: 1 },
  calls: (calls) => ({
    searchQueries: 6 * calls.grounded,
    tokens: 10 * calls.grounded + 100 * calls.structured,
    costUsd: calls.structured,
  }),
};

const prompt = { system: 'Rules.', text: 'Question?' };

/** A model whose calls end when the test says so, and a store that a booking reaches at once. */
function bench(limits: Partial<Amount>, order: readonly Served[]) {
  const made: string[] = [];
  const under = new Map<string, () => void>();
  let stored: Usage = noUsage();
  const wait = (stage: string) => {
    made.push(stage);
    return new Promise<void>((resolve) => under.set(stage, resolve));
  };
  const model: ModelClient = {
    grounded: async ({ stage }) => {
      await wait(stage);
      return { parts: [], searchQueries: [], chunks: [], supports: [], model: 'm', finishReason: 'STOP' };
    },
    structured: async ({ stage, schema }) => {
      await wait(stage);
      return { value: schema.parse({}), model: 'm', warnings: [] };
    },
  };
  const budget = createBudget({
    model,
    limits: { ...plenty, ...limits },
    estimates,
    order,
    spent: () => Promise.resolve(amountOf(stored)),
  });
  const call = { tier: 'fast' as const, prompt, signal: new AbortController().signal, onUsage: () => {} };
  return {
    made,
    budget,
    ask: (stage: string) => budget.modelFor(stage).grounded({ ...call, stage }),
    write: (stage: string) => budget.modelFor(stage).structured({ ...call, stage, schema: z.object({}) }),
    /** The call of a stage is answered, used that much, and the stage is over. */
    async answer(stage: string, used: Partial<Usage>) {
      const usage = { ...noUsage(), calls: 1, ...used };
      stored = addUsage(stored, usage);
      budget.used(stage, usage, Promise.resolve());
      under.get(stage)?.();
      budget.close(stage);
      await settled();
    },
    spend: (used: Partial<Usage>) => {
      stored = addUsage(stored, { ...noUsage(), ...used });
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'made',
    (error: { code?: string }) => error.code,
  );

describe('the budget', () => {
  it('reserves six searches before a grounded call and settles with what it searched', async () => {
    const { made, ask, answer } = bench({ searchQueries: 12 }, []);
    const calls = [code(ask('a')), code(ask('b')), code(ask('c'))];
    await settled();
    expect(made).toEqual(['a', 'b']);
    // Three of six: what was reserved and not used is free for the one that waits.
    await answer('a', { searchQueries: 3 });
    expect(made).toEqual(['a', 'b']);
    await answer('b', { searchQueries: 3 });
    expect(made).toEqual(['a', 'b', 'c']);
    await answer('c', { searchQueries: 6 });
    expect(await Promise.all(calls)).toEqual(['made', 'made', 'made']);
    expect(await code(ask('d'))).toBe('budget_reached');
  });

  it.each([
    ['searches', { searchQueries: 5 }, '(5 searches)'],
    ['tokens', { tokens: 9 }, '(9 tokens)'],
  ])('makes no call that is over the limit of %s, and says which it was', async (_what, limits, words) => {
    const { made, ask } = bench(limits, []);
    await expect(ask('a')).rejects.toMatchObject({ code: 'budget_reached', message: expect.stringContaining(words) });
    expect(made).toEqual([]);
  });

  it('counts dollars', async () => {
    const { made, write, answer } = bench({ costUsd: 2.5 }, []);
    const first = code(write('a'));
    await settled();
    await answer('a', { costUsd: 1.6 });
    expect(await first).toBe('made');
    await expect(write('b')).rejects.toMatchObject({ message: expect.stringContaining('$2.50') });
    expect(made).toEqual(['a']);
  });

  it('counts what is stored by somebody else: another attempt, a process before, a process beside', async () => {
    const { made, ask, answer, spend } = bench({ searchQueries: 20 }, []);
    spend({ searchQueries: 10 });
    const first = code(ask('a'));
    await settled();
    spend({ searchQueries: 5 });
    await answer('a', { searchQueries: 3 });
    expect(await first).toBe('made');
    expect(await code(ask('b'))).toBe('budget_reached');
    expect(made).toEqual(['a']);
  });

  it('keeps the share of the report from whoever comes earlier', async () => {
    const order = [
      { id: 'report', calls: structured },
      { id: 'onePager[u1]', calls: structured },
      { id: 'play[u2]', calls: structured },
    ];
    const { made, write, answer } = bench({ costUsd: 2 }, order);
    expect(await code(write('play[u2]'))).toBe('budget_reached');
    const report = code(write('report'));
    await settled();
    await answer('report', { costUsd: 1 });
    const onePager = code(write('onePager[u1]'));
    await settled();
    expect(made).toEqual(['report', 'onePager[u1]']);
    await answer('onePager[u1]', { costUsd: 1 });
    expect(await Promise.all([report, onePager])).toEqual(['made', 'made']);
  });

  it('gives way in the order of the table, whoever asks first', async () => {
    const order = ['facet.news', 'facet.cloud', 'signal.jobs'].map((id) => ({ id, calls: grounded }));
    const { made, ask, answer } = bench({ searchQueries: 12 }, order);
    const last = code(ask('signal.jobs'));
    const others = [code(ask('facet.cloud')), code(ask('facet.news'))];
    await settled();
    expect(made.toSorted()).toEqual(['facet.cloud', 'facet.news']);
    expect(await last).toBe('budget_reached');
    await answer('facet.news', { searchQueries: 6 });
    await answer('facet.cloud', { searchQueries: 6 });
    expect(await Promise.all(others)).toEqual(['made', 'made']);
  });

  it('reserves for all calls of a stage at its first, so that none is paid for nothing', async () => {
    const order = [{ id: 'competitors', calls: { grounded: 1, structured: 1 } }];
    const poor = bench({ costUsd: 0.5 }, order);
    expect(await code(poor.ask('competitors'))).toBe('budget_reached');
    expect(poor.made).toEqual([]);
  });

  it('frees what was kept for a stage that needed no call', async () => {
    const order = [
      { id: 'vertical', calls: structured },
      { id: 'play[u1]', calls: structured },
    ];
    const { budget, write, made } = bench({ costUsd: 1 }, order);
    expect(await code(write('play[u1]'))).toBe('budget_reached');
    budget.close('vertical');
    void write('play[u1]');
    await settled();
    expect(made).toEqual(['play[u1]']);
  });

  it('pays for nothing that was stopped while it looked', async () => {
    const { budget, made } = bench({}, []);
    const stop = new AbortController();
    const asked = budget
      .modelFor('a')
      .grounded({ stage: 'a', tier: 'fast', prompt, signal: stop.signal, onUsage: () => {} });
    stop.abort();
    expect(await code(asked)).toBe('cancelled');
    expect(made).toEqual([]);
  });
});
