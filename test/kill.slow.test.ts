import { describe, expect, it, type TestContext } from 'vitest';
import type { LogEntry } from '../simulator/slack/log.ts';
import { specOf } from '../src/pipeline/plan.ts';
import { stageTable } from '../src/pipeline/stages.ts';
import { countPages } from '../src/render/chromium/pdf-pages.ts';
import { anchors, ended, repliesTo, slotMark, slotOf, type Thread } from './harness/threads.ts';
import { type OpenWorkspace, openWorkspace } from './harness/workspace.ts';

/** The power goes at the worst moments. The run ends as if nothing had happened, and nothing is paid or said twice. */

async function opened({ onTestFinished }: TestContext): Promise<OpenWorkspace> {
  // Long enough for a busy machine, short enough to wait for.
  const workspace = await openWorkspace({ env: { LEASE_SECONDS: '4' } });
  onTestFinished(() => workspace.close());
  return workspace;
}

/** Calls of the model by stage; embeddings say none. */
const askedOf = ({ gemini }: OpenWorkspace): Map<string, number> =>
  new Map([...Map.groupBy(staged(gemini), ({ stage }) => stage)].map(([stage, calls]) => [stage, calls.length]));

const staged = ({ requests }: OpenWorkspace['gemini']) =>
  requests.flatMap((request) => (request.stage === undefined ? [] : { ...request, stage: request.stage }));

const patient = { timeoutMs: 60_000 };

interface Cut {
  /** Stages whose result was stored. */
  done: string[];
  /** Calls of the model until then, by stage. */
  paid: Map<string, number>;
  /** How often a worker had taken the run. */
  taken: number;
}

/** Cuts the power, notes what was stored and paid for until then, and starts the app again. */
async function powerCut(workspace: OpenWorkspace): Promise<Cut> {
  await workspace.killApp();
  const [stored] = await workspace.stored();
  const paid = askedOf(workspace);
  workspace.gemini.faults.clear();
  await workspace.startApp();
  return {
    paid,
    taken: stored?.run.lastToken ?? 0,
    done: stored?.stages.filter(({ status }) => status === 'done').map(({ id }) => id) ?? [],
  };
}

/** What was done is not asked again; what was not is asked once by each worker that took the run over, no oftener. */
async function expectNothingPaidTwice(workspace: OpenWorkspace, { done, paid, taken }: Cut): Promise<void> {
  const [stored] = await workspace.stored();
  const workers = (stored?.run.lastToken ?? 0) - taken;
  for (const [stage, times] of askedOf(workspace)) {
    const { grounded, structured } = specOf(stageTable, stage).calls;
    const again = times - (paid.get(stage) ?? 0);
    const allowed = done.includes(stage) ? 0 : (grounded + structured) * workers;
    expect(again, `calls for ${stage} after the cut`).toBeLessThanOrEqual(allowed);
  }
}

/** Looked at once nothing is under way any more. */
async function expectOneOfEach(workspace: OpenWorkspace, { anchor }: Thread): Promise<void> {
  await workspace.stopApp();
  const state = await workspace.control.state();
  const replies = repliesTo(state, anchor);
  expect(anchors(state)).toHaveLength(1);
  expect(replies.map(slotOf).filter((slot) => slot !== undefined)).toEqual(['summary', 'useCases']);
  expect(replies.flatMap(({ files }) => files ?? [])).toHaveLength(2);
  const kinds = state.files.map(({ title }) => title.replace(/^.* – (.*) – .*$/, '$1'));
  expect(kinds.sort()).toEqual(['one-pager', 'report']);
  for (const { id } of state.files) expect(countPages((await workspace.control.file(id)).bytes)).toBeGreaterThan(0);
  const stored = await workspace.stored();
  expect(stored.map(({ run }) => [run.status, run.attempts.length])).toEqual([['completed', 1]]);
}

describe.concurrent('kill -9 and a new start', () => {
  it.for(['identity', 'competitors', 'report', 'onePager'])(
    'while the model is asked for %s',
    async (stage, context) => {
      const workspace = await opened(context);
      workspace.gemini.faults.add({ kind: 'hang', stage });
      await workspace.prospect('Maersk');
      await workspace.gemini.waitFor((requests) => requests.some(({ outcome }) => outcome === 'hung'), patient);
      const cut = await powerCut(workspace);
      expect(cut.done).not.toContain(stage);
      const thread = await ended(workspace, 'A.P. Moller - Maersk');
      await expectNothingPaidTwice(workspace, cut);
      await expectOneOfEach(workspace, thread);
    },
  );

  it.for(['facet.profile', 'onePager[u1]'])(
    'in the moment in which the model has answered %s',
    async (stage, context) => {
      const workspace = await opened(context);
      await workspace.prospect('Maersk');
      await workspace.gemini.waitFor(
        (requests) => requests.some((call) => call.stage === stage && call.outcome === 200),
        patient,
      );
      const cut = await powerCut(workspace);
      const thread = await ended(workspace, 'A.P. Moller - Maersk');
      await expectNothingPaidTwice(workspace, cut);
      await expectOneOfEach(workspace, thread);
    },
  );

  const held: [string, string, string?][] = [
    ['the head of the thread', 'chat.postMessage', slotMark('anchor')],
    ['the summary', 'chat.postMessage', slotMark('summary')],
    ['a document', 'files.completeUploadExternal'],
  ];
  it.for(held)('while Slack holds back its answer about %s', async ([_what, method, containing], context) => {
    const workspace = await opened(context);
    const slow = {
      method,
      kind: 'delay',
      delayMs: 1000,
      count: 1,
      ...(containing !== undefined && { containing }),
    } as const;
    await workspace.control.fault(slow);
    await workspace.prospect('Maersk');
    await workspace.control.waitForLog((log) => log.some((entry) => isHeldBack(entry, method, containing)), patient);
    const cut = await powerCut(workspace);
    const thread = await ended(workspace, 'A.P. Moller - Maersk');
    await expectNothingPaidTwice(workspace, cut);
    await expectOneOfEach(workspace, thread);
  });
});

const isHeldBack = ({ what, request, status }: LogEntry, method: string, containing = ''): boolean =>
  what === method && status === undefined && JSON.stringify(JSON.stringify(request)).includes(containing);
