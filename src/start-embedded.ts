import { hostname } from 'node:os';
import { createBot } from './bot/app.ts';
import { createReporter } from './bot/reporter.ts';
import { createOutboxClient } from './bot/slack-client.ts';
import { newId, systemClock } from './clock.ts';
import { briefReader, composeBench, composeBudget, composeStorage, modelNames } from './compose.ts';
import { EmbeddedConfig, readConfig } from './config.ts';
import { AppError } from './domain/errors.ts';
import { createLog } from './log.ts';
import { runPlan } from './pipeline/plan.ts';
import { createRunJob } from './pipeline/run-job.ts';
import { stageTable } from './pipeline/stages.ts';
import { createJobHandler } from './worker/jobs.ts';
import { createReaper } from './worker/reap.ts';

/** Bot and worker in one process on embedded storage and queue: one machine, a team's own server, a laptop. */
async function start(): Promise<void> {
  const config = readConfig(EmbeddedConfig, process.env);
  const log = createLog(config.LOG_LEVEL);
  const { repositories, documents, files, queue, close } = composeStorage(config, log);
  const bench = composeBench(config, files, log, repositories);
  const assemble = briefReader(repositories);
  const slack = createOutboxClient(config.SLACK_BOT_TOKEN, config.SLACK_API_URL, log);
  const plan = (run: Parameters<typeof runPlan>[1]) => runPlan(stageTable, run);
  const progress = createReporter({
    slackFor: () => Promise.resolve(slack),
    repositories,
    files,
    clock: systemClock,
    log,
    plan,
    assemble,
    editIntervalMs: 3000,
  });
  const runJob = createRunJob({
    repositories,
    table: stageTable,
    bench,
    progress,
    models: modelNames(config),
    budget: composeBudget(config),
    owner: `${hostname()}-${process.pid}`,
    leaseSeconds: config.LEASE_SECONDS,
    clock: systemClock,
    newId,
    log,
  });
  const consumer = queue.consume(createJobHandler({ run: runJob }), { concurrency: config.CONCURRENT_RUNS_PER_TEAM });
  const reaper = createReaper({
    runs: repositories.runs,
    queue,
    clock: systemClock,
    log,
    everyMilliseconds: 1000,
  });
  const bot = createBot({
    signingSecret: config.SLACK_SIGNING_SECRET,
    botToken: config.SLACK_BOT_TOKEN,
    slackApiUrl: config.SLACK_API_URL,
    repositories,
    queue,
    clock: systemClock,
    newId,
    log,
    allowedTeams: config.ALLOWED_TEAMS,
    isManager: (team, user) => config.MANAGERS.includes(`${team}/${user}`),
    readiness: async () => {
      const storage = await answers(() => documents.get('teams/none/settings/seller'));
      return { ready: storage, checks: { storage } };
    },
  });
  await bot.start(config.PORT, config.HOST);
  reaper.start();

  const stop = async (signal: string): Promise<void> => {
    log.info({ signal }, 'stopping');
    reaper.stop();
    await bot.stop();
    await consumer.close();
    await bench.close();
    await close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));
}

const answers = (question: () => Promise<unknown>): Promise<boolean> =>
  question().then(
    () => true,
    () => false,
  );

try {
  await start();
} catch (error) {
  process.stderr.write(`${error instanceof AppError ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
