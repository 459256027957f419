import { type AppError, isAppError, toAppError } from '../domain/errors.ts';
import { addUsage, noUsage, type Usage } from '../domain/evidence.ts';
import type { Log } from '../domain/log.ts';
import type { NewId } from '../domain/ports/clock.ts';
import type { Progress } from '../domain/ports/progress.ts';
import type { HeldLease, Repositories } from '../domain/ports/repositories.ts';
import type { Run } from '../domain/run.ts';
import type { SellerProfile } from '../domain/seller.ts';
import type { StageRecord } from '../domain/stage.ts';
import type { EngineOptions } from './engine.ts';
import { fingerprint } from './fingerprint.ts';
import { keyOf } from './plan.ts';
import type { StageSpec, Workbench } from './stage-spec.ts';

export interface StageMaker {
  run: Run;
  attempt: number;
  seller: SellerProfile;
  /** Always the newest renewal. */
  lease: () => HeldLease;
  repositories: Repositories;
  table: readonly StageSpec[];
  bench: Workbench;
  progress: Progress;
  models: string;
  signal: AbortSignal;
  log: Log;
  newId: NewId;
}

/**
 * Wraps the making of a stage in what every stage has: a record that says it runs, usage booked as it is spent, the
 * result stored once before anything depends on it, and failure as a value.
 */
export const stageMaker =
  (maker: StageMaker): EngineOptions['make'] =>
  async (spec, id, inputs, earlier) => {
    const { run, attempt, seller, bench, signal, table } = maker;
    let usage: Usage = noUsage();
    const models = new Set<string>();
    const booked: Promise<void>[] = [];
    const onUsage = (used: Usage, model: string): void => {
      usage = addUsage(usage, used);
      models.add(model);
      booked.push(maker.repositories.runs.spend(maker.lease(), used));
    };
    const onWait = (milliseconds: number): void =>
      maker.progress.changed({
        type: 'run',
        team: run.team,
        run: run.id,
        status: 'running',
        note: `Waiting ${Math.ceil(milliseconds / 1000)} s for model quota`,
      });
    const startedAt = bench.now().toISOString();
    const record = (status: StageRecord['status']): StageRecord => ({
      id,
      status,
      attempt,
      fingerprint: fingerprint({ spec, id, run, seller, inputs, models: maker.models }),
      startedAt,
      output: null,
      usage,
      models: [...models],
      warnings: [],
    });
    const settle = async (
      made: StageRecord,
      evidence?: Parameters<Repositories['stages']['save']>[2],
    ): Promise<StageRecord> => {
      await Promise.all(booked);
      await maker.repositories.stages.save(maker.lease(), made, evidence);
      announce(maker, made);
      return made;
    };

    await settle(record('running'));
    try {
      const key = keyOf(id);
      const result = await spec.make({
        id,
        key,
        run,
        seller,
        inputs,
        table,
        bench,
        signal,
        onUsage,
        onWait,
        ...(earlier && { earlier }),
      });
      const { status, output, line, warnings = [], evidence } = result;
      const finishedAt = bench.now().toISOString();
      return await settle(
        { ...record(status), output, warnings, finishedAt, ...(line !== undefined && { line }) },
        evidence,
      );
    } catch (error) {
      const known = toAppError(error);
      if (isAppError(known, 'lease_lost')) throw known;
      // Stopped, not failed: whoever goes on with the run makes it.
      if (signal.aborted) return settle(record('pending'));
      return settle(failed(maker, record('failed'), known));
    }
  };

function failed({ newId, log, run, bench }: StageMaker, record: StageRecord, error: AppError): StageRecord {
  const reference = newId();
  log.error(
    { run: run.id, team: run.team, stage: record.id, reference, code: error.code, err: error, details: error.details },
    'stage failed',
  );
  return {
    ...record,
    finishedAt: bench.now().toISOString(),
    line: error.message.slice(0, 200),
    error: { code: error.code, message: error.message, reference },
  };
}

export function announce(
  { progress, run }: Pick<StageMaker, 'progress' | 'run'>,
  { id, status, line }: StageRecord,
): void {
  progress.changed({
    type: 'stage',
    team: run.team,
    run: run.id,
    stage: id,
    status,
    ...(line !== undefined && { line }),
  });
}
