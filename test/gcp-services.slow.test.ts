import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { missing } from './emulators.ts';
import { type CloudOptions, type GoogleCloud, openCloudWorkspace, openGoogleCloud } from './harness/cloud.ts';
import { anchors, ended, repliesTo, slotOf } from './harness/threads.ts';

const reason = missing('firestore') || missing('pubsub');
const company = 'A.P. Moller - Maersk';

describe.skipIf(reason)(`bot and worker as two services in Google Cloud${reason}`, () => {
  let cloud: GoogleCloud;
  beforeAll(async () => {
    cloud = await openGoogleCloud();
  });
  afterAll(() => cloud?.close());

  type Workspace = Awaited<ReturnType<typeof openCloudWorkspace>>;
  async function opened({ onTestFinished }: TestContext, name: string, options?: CloudOptions): Promise<Workspace> {
    const workspace = await openCloudWorkspace(cloud, name, options);
    onTestFinished(() => workspace.close());
    return workspace;
  }

  /** Looked at once the worker has come to its end. */
  async function expectOneThread(workspace: Workspace): Promise<void> {
    const { anchor } = await ended(workspace, company);
    await workspace.end('worker', 'SIGTERM');
    const state = await workspace.control.state();
    const replies = repliesTo(state, anchor);
    expect(anchors(state)).toHaveLength(1);
    expect(replies.map(slotOf).filter((slot) => slot !== undefined)).toEqual(['summary', 'useCases']);
    expect(replies.flatMap(({ files }) => files ?? [])).toHaveLength(2);
    expect((await workspace.runs()).map(({ status, attempts }) => [status, attempts.length])).toEqual([
      ['completed', 1],
    ]);
  }

  it.for(['push', 'pull'] as const)(
    'by %s, a command becomes one thread, in both logs one trace',
    async (delivery, context) => {
      const workspace = await opened(context, `by-${delivery}`, { delivery });
      expect(await workspace.prospect('Maersk')).toMatchObject({ ok: true, status: 200 });
      const lines = { bot: workspace.lines('bot'), worker: workspace.lines('worker') };
      await expectOneThread(workspace);
      const common = [...tracesOf(lines.bot).intersection(tracesOf(lines.worker))];
      expect(common).toEqual([expect.stringMatching(new RegExp(`^projects/by-${delivery}/traces/[\\da-f]{32}$`))]);
      expect(workspace.pushed).toEqual(delivery === 'push' ? expect.arrayContaining(['/jobs 204']) : []);
    },
  );

  it('a request without a token changes nothing', async (context) => {
    const workspace = await opened(context, 'no-token');
    for (const path of ['/jobs', '/dead-letters', '/reap', '/digest']) {
      expect((await fetch(`${workspace.workerUrl()}${path}`, { method: 'POST', body: '{}' })).status).toBe(401);
    }
    expect(await (await fetch(`${workspace.workerUrl()}/ready`)).json()).toEqual({
      ready: true,
      checks: { storage: true },
    });
  });

  it('a worker that is killed in the middle of a run loses nothing and says nothing twice', async (context) => {
    const workspace = await opened(context, 'killed', { env: { LEASE_SECONDS: '4' } });
    workspace.gemini.faults.add({ kind: 'hang', stage: 'report' });
    await workspace.prospect('Maersk');
    await workspace.gemini.waitFor((requests) => requests.some(({ outcome }) => outcome === 'hung'), {
      timeoutMs: 60_000,
    });
    await workspace.end('worker', 'SIGKILL');
    workspace.gemini.faults.clear();
    await workspace.startWorker();
    await expectOneThread(workspace);
  });

  it('a worker that is told to end hands its run on at once', async (context) => {
    const workspace = await opened(context, 'drained', { env: { LEASE_SECONDS: '300' } });
    workspace.gemini.faults.add({ kind: 'hang', stage: 'report' });
    await workspace.prospect('Maersk');
    await workspace.gemini.waitFor((requests) => requests.some(({ outcome }) => outcome === 'hung'), {
      timeoutMs: 60_000,
    });
    const told = performance.now();
    await workspace.end('worker', 'SIGTERM');
    expect(performance.now() - told).toBeLessThan(10_000); // what Cloud Run waits for
    expect(workspace.pushed).toContain('/jobs 204');
    workspace.gemini.faults.clear();
    await workspace.startWorker();
    await expectOneThread(workspace);
  });
});

const tracesOf = (lines: readonly string[]): Set<string> =>
  new Set(lines.flatMap((line) => /"logging\.googleapis\.com\/trace":"([^"]+)"/.exec(line)?.[1] ?? []));
