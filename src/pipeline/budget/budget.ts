import { AppError } from '../../domain/errors.ts';
import type { Usage } from '../../domain/evidence.ts';
import type { ModelClient, Prompt, Tier } from '../model.ts';
import type { StageSpec } from '../stage-spec.ts';
import { type Amount, amountOf, exceeded, larger, minus, nothing, plus } from './amount.ts';
import { createBudgetedModel } from './budgeted-model.ts';
import type { CallKind, Estimates } from './estimates.ts';
import type { Served } from './serving-order.ts';

export interface BudgetOptions {
  model: ModelClient;
  /** Of the whole run, over all its attempts. */
  limits: Amount;
  estimates: Estimates;
  /** Every stage that this attempt may pay for, first served first. */
  order: readonly Served[];
  /** What the run has used so far, from storage. Throws `lease_lost` when the run is no longer ours to pay for. */
  spent: () => Promise<Amount>;
}

/** Of one attempt in one process. */
export interface Budget {
  /** The model for one stage; a call that the budget does not allow fails with `budget_reached` and is not made. */
  modelFor(stage: string): ModelClient;
  /** What a call really used, and when it will be in the store. */
  used(stage: string, usage: Usage, stored: Promise<unknown>): void;
  /** The stage pays for nothing any more: what was kept for it is free. */
  close(stage: string): void;
}

export interface PaidCall {
  kind: CallKind;
  tier: Tier;
  prompt: Prompt;
}

interface Account {
  /** Reserved and not used yet. */
  held: Amount;
  /** Calls that the table announces and that were not made yet. */
  left: StageSpec['calls'];
  underWay: number;
}

/**
 * Reserves what a call will probably use before it is made, and settles with what it used. The first call of a stage
 * reserves for all its calls, so that none is paid for nothing; the shares of the stages that are served first are kept
 * back from everybody else, whoever comes earlier. A call under way may use more than was thought: no new one starts then.
 * Embeddings are booked by `used` like any call but reserve nothing: those of a run cost a fraction of a cent, and
 * without them what was paid for would not be remembered.
 */
export function createBudget({ model, limits, estimates, order, spent }: BudgetOptions): Budget {
  const accounts = new Map<string, Account>();
  const closed = new Set<string>();
  /** Used, but perhaps not in the store yet. */
  let unstored: Amount = nothing;
  const waiting: (() => void)[] = [];

  const pending = (): Amount => plus(unstored, ...[...accounts.values()].map(({ held }) => held));

  const keptFor = (stage: string): Amount => {
    const place = order.findIndex(({ id }) => id === stage);
    const ahead = order.slice(0, place === -1 ? order.length : place);
    const waiting = ahead.filter(({ id }) => !accounts.has(id) && !closed.has(id));
    return plus(...waiting.map(({ calls }) => estimates.calls(calls)));
  };

  async function open(stage: string, call: PaidCall): Promise<void> {
    const estimate = estimates.call(call.kind, call.tier, call.prompt);
    const announced = accounts.get(stage);
    if (announced && announced.left[call.kind] > 0) {
      announced.left = oneLess(announced.left, call.kind);
      announced.held = larger(announced.held, estimate);
      announced.underWay += 1;
      return;
    }
    for (;;) {
      const refused = await reserve(stage, call.kind, estimate);
      if (!refused) return;
      // What only the estimates of others stand in the way of may still fit when they have settled.
      if (refused.for === 'good' || !isAnybodyPaying()) throw budgetReached(stage, refused.limit);
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  async function reserve(stage: string, kind: CallKind, estimate: Amount) {
    const before = pending();
    const used = await spent();
    // From here on nobody comes in between. What was settled during the look may be in neither sum, so the larger counts.
    const known = accounts.get(stage);
    const all = order.find(({ id }) => id === stage)?.calls ?? { grounded: 0, structured: 0 };
    const left = known?.left ?? oneLess(all, kind);
    const wanted = known ? estimate : plus(estimate, estimates.calls(left));
    const alone = plus(used, keptFor(stage), wanted);
    const limit = exceeded(plus(alone, larger(before, pending())), limits);
    if (limit !== undefined) {
      return { limit, for: exceeded(alone, limits) === undefined ? ('now' as const) : ('good' as const) };
    }
    accounts.set(stage, { held: plus(known?.held ?? nothing, wanted), left, underWay: (known?.underWay ?? 0) + 1 });
    return undefined;
  }

  const isAnybodyPaying = (): boolean =>
    exceeded(unstored, nothing) !== undefined || [...accounts.values()].some(({ underWay }) => underWay > 0);

  function tellWaiting(): void {
    for (const resolve of waiting.splice(0)) resolve();
  }

  function end(stage: string): void {
    const account = accounts.get(stage);
    if (!account) return;
    account.underWay -= 1;
    if (account.underWay === 0) account.held = estimates.calls(account.left);
    tellWaiting();
  }

  return {
    modelFor: (stage) =>
      createBudgetedModel(model, {
        open: (call) => open(stage, call),
        end: () => end(stage),
        beforeSend: async () => void (await spent()),
      }),
    used(stage, usage, stored) {
      const amount = amountOf(usage);
      const account = accounts.get(stage);
      if (account) account.held = minus(account.held, amount);
      unstored = plus(unstored, amount);
      const settle = () => {
        unstored = minus(unstored, amount);
        tellWaiting();
      };
      void stored.then(settle, settle);
    },
    close(stage) {
      accounts.delete(stage);
      closed.add(stage);
      tellWaiting();
    },
  };
}

const oneLess = (calls: StageSpec['calls'], kind: CallKind): StageSpec['calls'] => ({
  ...calls,
  [kind]: Math.max(0, calls[kind] - 1),
});

const budgetReached = (stage: string, limit: string): AppError =>
  new AppError('budget_reached', `The budget of this run (${limit}) is used up.`, { details: { stage, limit } });
