import { type AppError, isAppError, toAppError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { NewId } from '../domain/ports/clock.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { Progress } from '../domain/ports/progress.ts';
import type { HeldLease, Repositories } from '../domain/ports/repositories.ts';
import type { Run } from '../domain/run.ts';
import type { SellerProfile } from '../domain/seller.ts';
import type { StageRecord } from '../domain/stage.ts';
import { isVersioned, nextVersion } from '../domain/version.ts';
import type { Budget } from './budget/budget.ts';
import type { EngineOptions } from './engine.ts';
import { fingerprint } from './fingerprint.ts';
import { measureStage } from './measures.ts';
import { keyOf } from './plan.ts';
import { openAccount } from './stage-account.ts';
import type { StageResult, StageSpec, Workbench } from './stage-spec.ts';
import { unfinished } from './unfinished.ts';

export interface StageMaker {
  run: Run;
  attempt: number;
  seller: SellerProfile;
  /** Text of the run's template version. */
  template?: string;
  /** Always the newest renewal. */
  lease: () => HeldLease;
  repositories: Repositories;
  table: readonly StageSpec[];
  bench: Workbench;
  budget: Budget;
  progress: Progress;
  models: string;
  signal: AbortSignal;
  log: Log;
  metrics?: Metrics;
  newId: NewId;
}

/**
 * Wraps the making of a stage in what every stage has: a record that says it runs, usage booked as it is spent, the
 * result stored once before anything depends on it, and failure as a value. A good output is only ever replaced by a
 * better one: while it is made again, and when that fails, it stays.
 */
export const stageMaker =
  (maker: StageMaker): EngineOptions['make'] =>
  async (spec, id, inputs, earlier) => {
    const { run, attempt, seller, template, bench, budget, signal, table } = maker;
    const guided = template === undefined ? {} : { template };
    const good = earlier?.status === 'done' ? withoutAgain(earlier) : undefined;
    const kept = unfinished(earlier, attempt);
    const account = openAccount(maker, id, earlier);
    const startedAt = kept?.startedAt ?? bench.now().toISOString();
    const print = fingerprint({ spec, id, run, seller, ...guided, inputs, models: maker.models });
    const record = (status: StageRecord['status']): StageRecord => ({
      id,
      status,
      attempt,
      fingerprint: print,
      startedAt,
      output: kept?.output ?? null,
      usage: account.usage(),
      models: account.models(),
      warnings: [],
    });
    const settle = async (
      made: StageRecord,
      evidence?: Parameters<Repositories['stages']['save']>[2],
    ): Promise<StageRecord> => {
      await account.booked();
      await maker.repositories.stages.save(maker.lease(), made, evidence);
      announce(maker, made);
      return made;
    };

    // Nothing but luck could differ; where no model is asked there is none, unless something was missing.
    if (good && good.fingerprint === print && isFree(spec) && good.warnings.length === 0)
      return settle({ ...good, attempt });
    const remaking = good && { ...good, again: { attempt, startedAt, ...(kept && { output: kept.output }) } };
    await settle(remaking ?? { ...record('running'), ...(kept?.line !== undefined && { line: kept.line }) });
    try {
      const version = nextVersion(earlier);
      const result = await spec.make({
        id,
        key: keyOf(id),
        run,
        seller,
        ...guided,
        inputs,
        table,
        bench: { ...bench, model: budget.modelFor(id) },
        version,
        signal,
        onUsage: account.onUsage,
        onWait: account.onWait,
        ...(earlier && { earlier }),
      });
      if (result.status === 'later')
        return await settleLater(maker, spec, { record: record('running'), remaking }, result, settle);
      const { status, output, line, warnings = [], evidence } = result;
      const made: StageRecord = {
        ...record(status),
        output,
        warnings,
        finishedAt: bench.now().toISOString(),
        ...(line !== undefined && { line }),
        ...(isVersioned(id) && { version }),
      };
      measureStage(maker.metrics, spec.family, made);
      return await settle(made, evidence);
    } catch (error) {
      const known = toAppError(error);
      if (isAppError(known, 'lease_lost')) throw known;
      const usage = account.usage();
      // Stopped, not failed: whoever goes on with the run makes it.
      if (signal.aborted)
        return await settle(good ? { ...(kept ? (remaking ?? good) : good), usage } : record('pending'));
      const bad = failed(maker, { ...record('failed'), output: null }, known);
      measureStage(maker.metrics, spec.family, bad);
      return await settle(good ? stays({ ...good, attempt, usage }, bad) : bad);
    } finally {
      budget.close(id);
    }
  };

const isFree = ({ calls }: StageSpec): boolean => calls.grounded + calls.structured === 0;

function withoutAgain({ again: _, ...record }: StageRecord): StageRecord {
  return record;
}

const notAgain = 'Could not be made again, so what was there stays:';

/** The output that was to be made again, with why it was not. */
const stays = (good: StageRecord, { error }: StageRecord): StageRecord => ({
  ...good,
  warnings: [
    ...good.warnings.filter((warning) => !warning.startsWith(notAgain)),
    `${notAgain} ${error?.message ?? 'no reason known.'}`,
  ],
  ...(error && { error }),
});

/** What runs elsewhere is known to the store, or stopped: a successor that does not know of it would start another. */
async function settleLater(
  { bench }: StageMaker,
  spec: StageSpec,
  { record, remaking }: { record: StageRecord; remaking: StageRecord | undefined },
  { output, dueAt, line }: StageResult,
  settle: (made: StageRecord) => Promise<StageRecord>,
): Promise<StageRecord> {
  const isNew = JSON.stringify(output) !== JSON.stringify(record.output);
  const made = { ...record, output, ...(dueAt !== undefined && { dueAt }), ...(line !== undefined && { line }) };
  try {
    // A good output stays; whoever waits for the new one sees that it is not there yet.
    await settle(remaking?.again ? { ...remaking, again: { ...remaking.again, output } } : made);
    return made;
  } catch (error) {
    if (isNew) await spec.abandon?.(made, bench);
    throw error;
  }
}

function failed({ newId, log, run, bench }: StageMaker, record: StageRecord, error: AppError): StageRecord {
  const reference = newId();
  log.error(
    { run: run.id, team: run.team, stage: record.id, reference, code: error.code, err: error, details: error.details },
    'stage failed',
  );
  return {
    ...record,
    // Nothing was tried, so nothing has failed.
    ...(error.code === 'budget_reached' && { status: 'skipped' as const }),
    finishedAt: bench.now().toISOString(),
    line: error.message.slice(0, 200),
    error: { code: error.code, message: error.message, reference },
  };
}

export function announce(
  { progress, run }: Pick<StageMaker, 'progress' | 'run'>,
  { id, status, line, again }: StageRecord,
): void {
  progress.changed({
    type: 'stage',
    team: run.team,
    run: run.id,
    stage: id,
    status: again ? 'running' : status,
    ...(line !== undefined && { line }),
  });
}
