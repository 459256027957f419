import { expect, test } from 'vitest';
import { AppError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { Delivery, Job } from '../domain/ports/queue.ts';
import { createWorkerHttp, type WorkerHttpOptions } from './http.ts';

const job: Job = { team: 'T1', kind: 'run', id: 'R1', attempt: 1 };
const pusher = 'push';
const scheduler = 'clock';

const envelope = (data: unknown, more: object = {}) =>
  JSON.stringify({
    message: {
      messageId: '7',
      publishTime: '2026-11-23T10:00:00Z',
      data: Buffer.from(JSON.stringify(data)).toString('base64'),
      attributes: { traceparent: 'trace-of-the-message' },
    },
    subscription: 'projects/p/subscriptions/worker',
    ...more,
  });

/** A worker whose tokens are the addresses themselves; `seen` is what reached the parts behind the door. */
function openWorker(options: Partial<WorkerHttpOptions> = {}) {
  const seen: unknown[] = [];
  const note =
    (what: string) =>
    (fields: object, message: string): void =>
      void seen.push([what, message, fields]);
  const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  const app = createWorkerHttp({
    checkToken: async (authorization, email) =>
      authorization === `Bearer ${email}` ? { ok: true } : { ok: false, why: 'another account' },
    pusher,
    scheduler,
    handle: async (one) => void seen.push(one),
    giveUp: async (one) => void seen.push(['given up', one]),
    reap: async () => ({ published: 2 }),
    digest: async () => ({ begun: 1 }),
    readiness: async () => ({ ready: true, checks: { storage: true } }),
    drain: new AbortController().signal,
    limitMilliseconds: 60_000,
    traced: (names, work) => {
      seen.push(['trace', names.traceparent]);
      return work();
    },
    log,
    ...options,
  });
  const post = async (path: string, body: string | undefined, token = pusher) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await app.request(path, { method: 'POST', headers, ...(body !== undefined && { body }) });
    return { status: answer.status, text: await answer.text() };
  };
  return { app, seen, post };
}

test('a pushed job is worked on, as part of the trace of its message, and acknowledged', async () => {
  const { post, seen } = openWorker();
  expect(await post('/jobs', envelope(job))).toEqual({ status: 204, text: '' });
  expect(seen).toEqual([['trace', 'trace-of-the-message'], job]);
});

test('the handler is told how often the message was delivered, and when it was published', async () => {
  const deliveries: Delivery[] = [];
  const { post } = openWorker({ handle: async (_job, delivery) => void deliveries.push(delivery) });
  await post('/jobs', envelope(job, { deliveryAttempt: 3 }));
  await post('/jobs', envelope(job));
  expect(deliveries.map(({ count }) => count)).toEqual([3, 1]);
  expect(deliveries.map(({ publishedAt }) => publishedAt)).toEqual(Array(2).fill('2026-11-23T10:00:00Z'));
});

test.each(['/jobs', '/dead-letters', '/reap', '/digest'])('without its token %s changes nothing', async (path) => {
  const other = path === '/jobs' || path === '/dead-letters' ? scheduler : pusher;
  for (const token of ['', 'somebody', other]) {
    const { post, seen } = openWorker();
    expect(await post(path, envelope(job), token)).toEqual({ status: 401, text: '' });
    expect(seen).toEqual([['warn', 'request refused', { path, why: 'another account' }]]);
  }
});

test.each([
  ['an empty body', ''],
  ['no JSON', '{'],
  ['no envelope', JSON.stringify(job)],
  ['no job', envelope({ ...job, kind: 'dance' })],
  ['a job without an attempt', envelope({ ...job, attempt: 0 })],
  ['no base64', JSON.stringify({ message: { messageId: '1', data: '%' } })],
])('%s is recorded and not delivered again', async (_what, body) => {
  const { post, seen } = openWorker();
  expect((await post('/jobs', body)).status).toBe(204);
  expect(seen).toEqual([['error', 'message is no job, dropped', { path: '/jobs' }]]);
});

test('a job that fails is delivered again, and its answer says nothing', async () => {
  const failure = new AppError('storage_failed', 'The storage did not answer as it should.', { retryable: true });
  const { post, seen } = openWorker({ handle: () => Promise.reject(failure) });
  expect(await post('/jobs', envelope(job))).toEqual({ status: 503, text: '' });
  expect(seen).toContainEqual(['error', 'job failed', expect.objectContaining({ code: 'storage_failed', job: 'R1' })]);
});

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

test('a process that drains stops its jobs, hears how they end, and takes no others', async () => {
  const drain = new AbortController();
  const began = Promise.withResolvers<void>();
  const handle = async (_job: Job, { signal }: Delivery) => {
    began.resolve();
    await untilAborted(signal);
  };
  const { post } = openWorker({ drain: drain.signal, handle });
  const answer = post('/jobs', envelope(job));
  await began.promise;
  drain.abort();
  expect((await answer).status).toBe(204);
  expect((await post('/jobs', envelope(job))).status).toBe(503);
});

test('a job is stopped while its end can still be told', async () => {
  const { post } = openWorker({ limitMilliseconds: 5, handle: (_job, { signal }) => untilAborted(signal) });
  expect((await post('/jobs', envelope(job))).status).toBe(204);
});

test('a dead letter ends its job', async () => {
  const { post, seen } = openWorker();
  expect((await post('/dead-letters', envelope(job))).status).toBe(204);
  expect(seen).toContainEqual(['given up', job]);
});

test.each([
  ['comes again while somebody works on it', true, 503],
  ['is recorded and let go when it can never be ended', false, 204],
])('a dead letter %s', async (_what, retryable, status) => {
  const giveUp = () => Promise.reject(new AppError('conflict', 'Not now.', { retryable }));
  const { post, seen } = openWorker({ giveUp });
  expect((await post('/dead-letters', envelope(job))).status).toBe(status);
  expect(seen).toContainEqual(['error', 'job not given up', expect.objectContaining({ job: 'R1' })]);
});

test('the scheduler is told what it set in motion', async () => {
  const { post } = openWorker();
  expect(await post('/reap', undefined, scheduler)).toEqual({ status: 200, text: '{"published":2}' });
  expect(await post('/digest', undefined, scheduler)).toEqual({ status: 200, text: '{"begun":1}' });
});

test('everybody may ask whether it lives and whether it is ready', async () => {
  const { app } = openWorker();
  expect(await (await app.request('/health')).json()).toEqual({ status: 'ok' });
  expect((await app.request('/ready')).status).toBe(200);
  const { app: unready } = openWorker({ readiness: async () => ({ ready: false, checks: { storage: false } }) });
  expect((await unready.request('/ready')).status).toBe(503);
  expect((await app.request('/jobs')).status).toBe(404);
});
