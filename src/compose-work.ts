import { hostname } from 'node:os';
import { createReporter } from './bot/reporter.ts';
import { inFlightAfter } from './bot/slack-client.ts';
import { createTaskReporter } from './bot/task-reporter.ts';
import { briefReader } from './brief-reader.ts';
import { newId, systemClock } from './clock.ts';
import { composeBench, composeBudget, modelNames } from './compose.ts';
import type { composeSlack } from './compose-slack.ts';
import type { LimitConfig, SlackConfig, TerminalConfig } from './config.ts';
import type { Files } from './domain/ports/files.ts';
import { type Metrics, noMetrics } from './domain/ports/metrics.ts';
import type { Queue } from './domain/ports/queue.ts';
import type { Repositories } from './domain/ports/repositories.ts';
import type { Log } from './log.ts';
import { runPlan } from './pipeline/plan.ts';
import { createRunJob } from './pipeline/run-job.ts';
import { stageTable } from './pipeline/stages.ts';
import { createTaskJob } from './pipeline/tasks/run-task.ts';
import { useCasesCsv } from './render/csv/use-cases-csv.ts';
import { reportJson } from './render/report-json.ts';
import { createDeadLetterHandler } from './worker/dead-letters.ts';
import { createDigestSchedule } from './worker/digest-schedule.ts';
import { createJobHandler } from './worker/jobs.ts';
import { withQueueAge } from './worker/queue-age.ts';
import { createPublishDue, createReaper } from './worker/reap.ts';
import { createRetention } from './worker/retention.ts';

export interface WorkParts {
  repositories: Repositories;
  files: Files;
  queue: Pick<Queue, 'publish'>;
  slack: Pick<ReturnType<typeof composeSlack>, 'slackFor'>;
  metrics?: Metrics;
}

export type WorkConfig = TerminalConfig &
  LimitConfig &
  Pick<SlackConfig, 'SLACK_TIMEOUT_SECONDS'> & { TIME_BUDGET_SECONDS?: number };

/** What works on jobs: runs, and whatever else needs a model, an embedding or rendering. Close it to end the browser. */
export function composeWork(config: WorkConfig, parts: WorkParts, log: Log) {
  const { repositories, files, queue, metrics = noMetrics } = parts;
  const { slackFor } = parts.slack;
  const bench = composeBench(config, files, log, repositories);
  const assemble = briefReader(repositories);
  const plan = (run: Parameters<typeof runPlan>[1]) => runPlan(stageTable, run);
  const owner = `${hostname()}-${process.pid}`;
  const { LEASE_SECONDS: leaseSeconds, JOB_ATTEMPTS: jobAttempts, TIME_BUDGET_SECONDS: timeBudget } = config;
  const shared = { repositories, bench, owner, leaseSeconds, jobAttempts, clock: systemClock, newId, log, metrics };
  const inFlightMs = inFlightAfter(config.SLACK_TIMEOUT_SECONDS * 1000);
  const toSlack = { slackFor, repositories, clock: systemClock, log, metrics, inFlightMs };
  const progress = createReporter({ ...toSlack, files, plan, assemble, editIntervalMs: 3000 });
  const runJob = createRunJob({
    ...shared,
    table: stageTable,
    progress,
    models: modelNames(config),
    budget: composeBudget(config),
    publish: queue.publish,
    ...(timeBudget !== undefined && { timeBudgetMilliseconds: timeBudget * 1000 }),
  });
  const show = createTaskReporter(toSlack);
  const taskJob = createTaskJob({ ...shared, assemble, reportJson, useCasesCsv, runJob, show });
  const handle = createJobHandler({
    run: runJob,
    task: taskJob,
    deadLetters: repositories.deadLetters,
    attempts: jobAttempts,
    publishDue: createPublishDue({ runs: repositories.runs, queue, log }),
    newId,
    log,
  });
  return {
    handle: withQueueAge(handle, { metrics, clock: systemClock }),
    giveUp: createDeadLetterHandler({ repositories, progress, show, owner, newId, log }),
    async close() {
      await progress.close();
      await bench.close();
    },
  };
}

/** What has to be done without anybody asking. */
export function composeReaper(
  config: LimitConfig,
  { repositories, queue }: Pick<WorkParts, 'repositories' | 'queue'>,
  log: Log,
) {
  const shared = { repositories, queue, clock: systemClock, log };
  return createReaper({
    ...shared,
    digest: createDigestSchedule(shared),
    sweep: createRetention({
      ...shared,
      ...(config.RETENTION_DAYS !== undefined && { retentionDays: config.RETENTION_DAYS }),
      uninstalledDays: config.UNINSTALLED_DAYS,
    }),
    everyMilliseconds: 1000,
  });
}
