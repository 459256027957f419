import { AppError } from '../../domain/errors.ts';
import type { HeldLease, Repositories } from '../../domain/ports/repositories.ts';
import { budgetWarning } from '../../domain/run.ts';
import type { StageRecord } from '../../domain/stage.ts';
import { stageLabel } from '../../domain/stage-label.ts';
import type { Prices } from '../gemini/usage.ts';
import type { ModelClient, Tier } from '../model.ts';
import { type AttemptState, inTableOrder, planStages, reusableIn } from '../plan.ts';
import type { StageSpec } from '../stage-spec.ts';
import { type Amount, amountOf, minus, nothing } from './amount.ts';
import { type Budget, createBudget } from './budget.ts';
import { createEstimates } from './estimates.ts';
import { servingOrder } from './serving-order.ts';

/** From configuration. */
export interface BudgetSettings {
  /** Of one run, over all its attempts. */
  limits: Amount;
  prices: Prices;
  ladders: Record<Tier, readonly string[]>;
}

export interface RunBudgetOptions extends AttemptState {
  settings: BudgetSettings;
  model: ModelClient;
  table: readonly StageSpec[];
  wanted: readonly string[];
  repositories: Pick<Repositories, 'runs' | 'stages'>;
  lease: () => HeldLease;
}

/**
 * The agent of a deep run is one order that nobody can stop half-way, placed because somebody chose deep mode. What it
 * uses stands in the run's usage but is no part of this budget: it could only starve the report that is to rest on it.
 */
const agent = 'deep';

/**
 * The budget of the attempt a lease was taken for. What is spent is looked up in the store before every call, so a
 * crash, earlier attempts and another process count; and whoever no longer holds the lease pays for nothing.
 */
export function createRunBudget(options: RunBudgetOptions): Budget {
  const { settings, model, table, wanted, repositories, lease } = options;
  const reusable = reusableIn(options);
  const plan = planStages(table, wanted, reusable);
  const hasAgent = plan.ids.includes(agent) || options.stored.some(({ id }) => id === agent);
  const budget = createBudget({
    model,
    limits: settings.limits,
    estimates: createEstimates(settings),
    order: servingOrder(table, plan, reusable).filter(({ id }) => id !== agent),
    async spent() {
      const { team, run: id, token } = lease();
      // The stage first: what is booked in between counts as too much rather than too little.
      const byAgent = hasAgent ? await repositories.stages.get(team, id, agent) : undefined;
      const run = await repositories.runs.get(team, id);
      if (run?.lease?.token !== token) throw new AppError('lease_lost', 'Another worker took the run over.');
      return minus(amountOf(run.usage), byAgent ? amountOf(byAgent.usage) : nothing);
    },
  });
  return {
    ...budget,
    used: (stage, usage, stored) => {
      if (stage !== agent) budget.used(stage, usage, stored);
    },
  };
}

/** The run's warnings with what the budget kept from being made, in the order of the table; without, where it kept nothing. */
export function budgetWarnings(
  warnings: readonly string[],
  table: readonly StageSpec[],
  records: ReadonlyMap<string, StageRecord>,
): string[] {
  const others = warnings.filter((warning) => !warning.startsWith(budgetWarning));
  const refused = [...records.values()].filter(({ error }) => error?.code === 'budget_reached');
  const [first] = refused;
  if (!first) return others;
  const labels = inTableOrder(table, refused).map(({ id }) => stageLabel(id));
  return [...others, `${budgetWarning}. ${first.error?.message ?? ''} Not made: ${labels.join(', ')}.`];
}
