import { describe, expect, it, type TestContext } from 'vitest';
import type { Fault } from '../simulator/slack/faults.ts';
import { anchors, ended, repliesTo, slotMark, slotOf } from './harness/threads.ts';
import { type OpenWorkspace, openWorkspace } from './harness/workspace.ts';

/** Slack on its bad days: whatever it loses, refuses or delays, each place holds one message in the end. */

async function opened({ onTestFinished }: TestContext, ...faults: Fault[]): Promise<OpenWorkspace> {
  const workspace = await openWorkspace();
  onTestFinished(() => workspace.close());
  for (const fault of faults) await workspace.control.fault(fault);
  return workspace;
}

/** Looked at once nothing is under way any more. */
async function expectOneOfEach(workspace: OpenWorkspace): Promise<void> {
  const { anchor } = await ended(workspace, 'A.P. Moller - Maersk');
  await workspace.stopApp();
  const state = await workspace.control.state();
  const replies = repliesTo(state, anchor);
  expect(anchors(state)).toHaveLength(1);
  expect(anchor.text).toContain(': Done in');
  expect(
    replies
      .map(slotOf)
      .filter((slot) => slot !== undefined)
      .sort(),
  ).toEqual(['summary', 'useCases']);
  expect(replies.flatMap(({ files }) => files ?? [])).toHaveLength(2);
  expect(state.files).toHaveLength(2);
  const [stored] = await workspace.stored();
  expect(stored?.run.status).toBe('completed');
  expect(stored?.slots.map(({ state: kept }) => kept)).toEqual(Array(5).fill('posted'));
}

const playedOn = async ({ control }: OpenWorkspace, kind: Fault['kind']): Promise<string[]> =>
  (await control.log()).filter(({ fault }) => fault === kind).map(({ what }) => what);

const faults: [string, Fault[]][] = [
  [
    'says 429 to posts and edits',
    [
      { method: 'chat.postMessage', kind: 'rate_limit', retryAfter: 1, count: 2 },
      { method: 'chat.update', kind: 'rate_limit', retryAfter: 1, count: 2 },
      { method: 'files.getUploadURLExternal', kind: 'rate_limit', retryAfter: 1, count: 1 },
      { method: 'files.completeUploadExternal', kind: 'rate_limit', retryAfter: 1, count: 1 },
    ],
  ],
  [
    'posts the head of the thread and loses its answer',
    [{ method: 'chat.postMessage', kind: 'accept_then_drop', count: 1, containing: slotMark('anchor') }],
  ],
  [
    'posts the summary and the use cases and loses its answers',
    [
      { method: 'chat.postMessage', kind: 'accept_then_drop', count: 1, containing: slotMark('summary') },
      { method: 'chat.postMessage', kind: 'accept_then_drop', count: 1, containing: slotMark('useCases') },
    ],
  ],
  [
    'shares a document and loses its answer',
    [{ method: 'files.completeUploadExternal', kind: 'accept_then_drop', count: 2 }],
  ],
  [
    'breaks down before it has done anything',
    [
      { method: 'chat.postMessage', kind: 'http_500', count: 1 },
      { method: 'chat.postMessage', kind: 'drop', count: 1 },
      { method: 'chat.update', kind: 'drop', count: 1 },
      { method: 'upload', kind: 'http_500', count: 1 },
      { method: 'files.completeUploadExternal', kind: 'drop', count: 1 },
    ],
  ],
];

describe.concurrent('Slack', () => {
  it.for(faults)('%s', async ([, planned], context) => {
    const workspace = await opened(context, ...planned);
    expect(await workspace.prospect('Maersk')).toMatchObject({ ok: true });
    await expectOneOfEach(workspace);
    for (const { kind, method, count } of planned) {
      expect((await playedOn(workspace, kind)).filter((what) => what === method).length).toBeGreaterThanOrEqual(count);
    }
  });

  it('has its own limits kept, when they are enforced', async (context) => {
    const workspace = await opened(context);
    await workspace.control.rateLimits({ tiers: true, perChannel: true });
    await workspace.prospect('Maersk');
    await expectOneOfEach(workspace);
    const edits = (await workspace.control.log()).filter(({ what }) => what === 'chat.update');
    expect(edits.filter(({ status }) => status === 429)).toEqual([]);
  });
});
