import { createAdaptorServer } from '@hono/node-server';
import { systemClock } from './clock.ts';
import { composeGcp } from './compose-gcp.ts';
import { composeSlack } from './compose-slack.ts';
import { composeReaper, composeWork } from './compose-work.ts';
import { readConfig, WorkerConfig } from './config.ts';
import { createLog } from './log.ts';
import { readinessOf } from './readiness.ts';
import type { Started } from './start-process.ts';
import { openTelemetry } from './telemetry.ts';
import { traced } from './trace.ts';
import { createWorkerHttp } from './worker/http.ts';
import { createTokenCheck } from './worker/oidc.ts';
import { listen } from './worker/server.ts';

/** A push request may take ten minutes: https://cloud.google.com/pubsub/docs/push */
const limitMilliseconds = 590_000;

/** Works on jobs as a service of its own: they are pushed to it, or it pulls them. */
export async function serveWorker(env: NodeJS.ProcessEnv): Promise<Started> {
  const config = readConfig(WorkerConfig, env);
  const log = createLog(config.LOG_LEVEL, config.GOOGLE_CLOUD_PROJECT);
  const storage = composeGcp(config, log);
  const { queue, repositories } = storage;
  const slack = composeSlack(config, storage.documents, repositories, log);
  const telemetry = await openTelemetry(config, 'worker', log);
  const work = composeWork(config, { ...storage, slack, metrics: telemetry }, log);
  const drain = new AbortController();
  const reaper = composeReaper(config, storage, log);
  const pusher = config.PUSH_SERVICE_ACCOUNT ?? '';
  const app = createWorkerHttp({
    checkToken: createTokenCheck({ audience: config.PUSH_AUDIENCE ?? '', certsUrl: config.OIDC_CERTS_URL }),
    pusher,
    scheduler: config.SCHEDULER_SERVICE_ACCOUNT ?? pusher,
    handle: work.handle,
    giveUp: work.giveUp,
    reap: reaper.reap,
    digest: async () => ({ begun: await reaper.digest() }),
    readiness: readinessOf(storage.documents, systemClock),
    drain: drain.signal,
    limitMilliseconds,
    traced,
    log,
  });
  const server = await listen(createAdaptorServer(app), config.PORT, config.HOST);
  log.info({ port: server.port }, 'worker listens');
  const consumer =
    config.PUBSUB_DELIVERY === 'pull' ? queue.consume(work.handle, { concurrency: config.JOBS_AT_ONCE }) : undefined;
  return {
    log,
    async stop() {
      drain.abort();
      await Promise.all([server.close(), consumer?.close(), reaper.stop()]);
      await work.close();
      await storage.close();
      await telemetry.close();
    },
  };
}
