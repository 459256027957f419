import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { toAppError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { Job, JobHandler } from '../domain/ports/queue.ts';
import type { CheckToken } from './oidc.ts';
import { type PushMessage, readPushMessage } from './push-message.ts';

export interface WorkerHttpOptions {
  checkToken: CheckToken;
  /** E-mail addresses of the service accounts that push and that call by the clock. */
  pusher: string;
  scheduler: string;
  handle: JobHandler;
  /** Ends a job that was delivered too often. */
  giveUp(job: Job): Promise<void>;
  /** By the clock; what each answers goes into the log. */
  reap(): Promise<object>;
  digest(): Promise<object>;
  readiness(): Promise<{ ready: boolean; checks: Record<string, boolean> }>;
  /** Aborted when this process drains. */
  drain: AbortSignal;
  /** A delivery that has not ended by then is stopped: Pub/Sub hears no answer that comes later. */
  limitMilliseconds: number;
  /** Runs what a message sets in motion as part of the trace that it names. */
  traced<T>(names: Readonly<Record<string, string | undefined>>, work: () => T): T;
  log: Log;
}

/**
 * The worker's door: `POST /jobs` and `/dead-letters` from Pub/Sub, `/reap` and `/digest` from Cloud Scheduler, each with
 * a token of its service account; `GET /health` and `/ready`. A 2xx acknowledges, everything else has the message
 * delivered again.
 */
export function createWorkerHttp(options: WorkerHttpOptions): Hono {
  const { checkToken, pusher, scheduler, drain, log } = options;
  const app = new Hono();

  const only =
    (email: string): MiddlewareHandler =>
    async (context, next) => {
      const verdict = await checkToken(context.req.header('authorization'), email);
      if (!verdict.ok) {
        log.warn({ path: context.req.path, why: verdict.why }, 'request refused');
        return context.body(null, 401);
      }
      if (drain.aborted) return context.body(null, 503);
      return next();
    };

  const message =
    (work: (message: PushMessage) => Promise<void>) =>
    async (context: Context): Promise<Response> => {
      const pushed = readPushMessage(await context.req.text());
      if (!pushed) {
        log.error({ path: context.req.path }, 'message is no job, dropped');
        return context.body(null, 204);
      }
      await options.traced({ ...context.req.header(), ...pushed.attributes }, () => work(pushed));
      return context.body(null, 204);
    };

  const clock =
    (what: string, work: () => Promise<object>) =>
    (context: Context): Promise<Response> =>
      options.traced(context.req.header(), async () => {
        const result = await work();
        log.info(result, what);
        return context.json(result);
      });

  async function work({ job, count, publishedAt }: PushMessage): Promise<void> {
    const signal = AbortSignal.any([drain, AbortSignal.timeout(options.limitMilliseconds)]);
    try {
      await options.handle(job, { count, signal, ...(publishedAt !== undefined && { publishedAt }) });
    } catch (error) {
      const { code } = toAppError(error);
      log.error({ team: job.team, kind: job.kind, job: job.id, count, code, err: error }, 'job failed');
      throw error;
    }
  }

  async function bury({ job }: PushMessage): Promise<void> {
    try {
      await options.giveUp(job);
    } catch (error) {
      const { retryable, code } = toAppError(error);
      log.error({ team: job.team, kind: job.kind, job: job.id, code, err: error }, 'job not given up');
      if (retryable) throw error;
    }
  }

  app.get('/health', (context) => context.json({ status: 'ok' }));
  app.get('/ready', async (context) => {
    const { ready, checks } = await options.readiness();
    return context.json({ ready, checks }, ready ? 200 : 503);
  });
  app.post('/jobs', only(pusher), message(work));
  app.post('/dead-letters', only(pusher), message(bury));
  app.post('/reap', only(scheduler), clock('reaped', options.reap));
  app.post('/digest', only(scheduler), clock('digests looked for', options.digest));
  app.onError((error, context) => {
    log.error({ path: context.req.path, err: error }, 'request failed');
    return context.body(null, 503);
  });
  return app;
}
