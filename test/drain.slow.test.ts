import { expect, it } from 'vitest';
import { ended } from './harness/threads.ts';
import { openWorkspace } from './harness/workspace.ts';

/** What a platform waits for between SIGTERM and SIGKILL. */
const platformMilliseconds = 10_000;

it('SIGTERM ends the app in time, in order and without a complaint; the next one goes on at once', async ({
  onTestFinished,
}) => {
  // A lease that would hold the run for ten minutes if it was not given back.
  const workspace = await openWorkspace({ env: { LEASE_SECONDS: '600' } });
  onTestFinished(() => workspace.close());
  workspace.gemini.faults.add({ kind: 'hang', stage: 'report' });
  await workspace.prospect('Maersk');
  await workspace.gemini.waitFor((requests) => requests.some(({ outcome }) => outcome === 'hung'), {
    timeoutMs: 60_000,
  });
  const from = performance.now();
  const lines = await workspace.stopApp();
  expect(performance.now() - from).toBeLessThan(platformMilliseconds);
  expect(lines.filter((line) => /"severity":"(WARNING|ERROR|CRITICAL)"/.test(line))).toEqual([]);
  const [given] = await workspace.stored();
  expect(given?.run).toMatchObject({ status: 'queued' });
  expect(given?.run.lease).toBeUndefined();
  const done = given?.stages.filter(({ status }) => status === 'done') ?? [];
  expect(done.map(({ id }) => id)).toContain('facet.news');

  workspace.gemini.faults.clear();
  const before = workspace.gemini.requests.length;
  await workspace.startApp();
  await ended(workspace, 'A.P. Moller - Maersk');
  const asked = workspace.gemini.requests.slice(before).map(({ stage }) => stage);
  for (const { id } of done) expect(asked).not.toContain(id);
});
