import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Message } from '../simulator/slack/entities.ts';
import { buttonsIn } from './harness/blocks.ts';
import { anchors, ended, endingOf, repliesTo, threadAbout, whispers } from './harness/threads.ts';
import { manager, type OpenWorkspace, openWorkspace, rep } from './harness/workspace.ts';

/** Stopped means stopped: at once, for good, and what was found is kept. */
let workspace: OpenWorkspace;
beforeAll(async () => {
  workspace = await openWorkspace({ gemini: { latency: 250 } });
});
afterAll(() => workspace.close());

const requestsAbout = (company: string) =>
  workspace.gemini.requests.filter((request) => request.company?.includes(company));

/** Asks, and waits until several facets were answered while the news are still being looked for. */
async function underWay(typed: string, company: string): Promise<Message> {
  workspace.gemini.faults.add({ kind: 'hang', stage: 'facet.news' });
  await workspace.prospect(typed);
  await workspace.gemini.waitFor(
    () =>
      requestsAbout(company).filter(({ outcome }) => outcome === 200).length >= 6 &&
      requestsAbout(company).some(({ outcome }) => outcome === 'hung'),
    { timeoutMs: 30_000 },
  );
  const thread = await workspace.control.waitFor((state) => threadAbout(state, typed));
  return thread.anchor;
}

const cancelled = (anchor: Message): Promise<Message> =>
  workspace.control.waitFor(
    (state) => anchors(state).find(({ ts, text }) => ts === anchor.ts && text.includes(': Cancelled')),
    { timeoutMs: 2000, what: 'the end of the run' },
  );

/** Another run from beginning to end: long enough for anything that was not stopped to show itself. */
async function meanwhile(typed: string): Promise<void> {
  await workspace.prospect(typed);
  await ended(workspace, typed);
}

it('stops within two seconds of the click, asks nothing more, posts nothing more, keeps what was found', async () => {
  const anchor = await underWay('Maersk', 'Maersk');
  const refused = await workspace.click(anchor, 'run_cancel', { user: manager });
  expect(refused).toMatchObject({ ok: true });
  const told = await workspace.control.waitFor((state) => whispers(state, manager).at(-1));
  expect(told.text).toBe('Only whoever started this research, or a manager, can stop it. Nothing was changed.');

  expect(await workspace.click(anchor, 'run_cancel')).toMatchObject({ ok: true });
  const head = await cancelled(anchor);
  const asked = requestsAbout('Maersk').length;
  expect(head.text).toMatch(/: Cancelled after \d+ s\. Kept: what \d+ finished steps found\./);
  expect(buttonsIn(head.blocks)).toEqual([]);

  await meanwhile('Acme Widgets');
  const state = await workspace.control.state();
  expect(requestsAbout('Maersk')).toHaveLength(asked);
  expect(repliesTo(state, anchor)).toEqual([]);
  expect(anchors(state).find(({ ts }) => ts === anchor.ts)).toEqual(head);

  const maersk = (await workspace.stored()).find(({ run }) => run.companyName === 'Maersk');
  expect(maersk?.run).toMatchObject({ status: 'cancelled', cancelRequested: { by: rep } });
  const done = maersk?.stages.filter(({ status }) => status === 'done').map(({ id }) => id) ?? [];
  expect(done).toContain('identity');
  expect(done.length).toBeGreaterThan(4);
  expect(done).not.toContain('report');
  expect(maersk?.stages.filter(({ status }) => status === 'running')).toEqual([]);
});

it('stops by the command too, and only what is one’s own', async () => {
  const anchor = await underWay('Acme Boats', 'Acme Boats');
  await workspace.prospect('cancel', { user: manager });
  const told = await workspace.control.waitFor((state) => whispers(state, manager).at(-1));
  expect(told.text).toContain('Nothing of yours runs here.');
  expect(endingOf(anchor)).toBeUndefined();

  expect(await workspace.prospect('cancel')).toMatchObject({ ok: true });
  await cancelled(anchor);
  const said = whispers(await workspace.control.state(), rep).at(-1);
  expect(said?.text).toBe('The research on Acme Boats stops. What is done is kept.');
  expect(await workspace.prospect('cancel')).toMatchObject({ ok: true });
  const again = whispers(await workspace.control.state(), rep).at(-1);
  expect(again?.text).toContain('Nothing of yours runs here.');
});

it('says to whoever clicks when it is over that it is over', async () => {
  workspace.gemini.faults.clear();
  await workspace.control.fault({
    method: 'chat.update',
    kind: 'delay',
    delayMs: 1500,
    count: 1,
    containing: 'Done in',
  });
  await workspace.prospect('Zürcher Kantonalbank');
  await workspace.control.waitForLog(
    (log) =>
      log.some(
        ({ what, request }) =>
          what === 'chat.update' &&
          String(request.text).includes('Zürcher Kantonalbank') &&
          String(request.text).includes('Done in'),
      ),
    { timeoutMs: 30_000 },
  );
  const thread = threadAbout(await workspace.control.state(), 'Zürcher Kantonalbank');
  if (!thread) throw new Error('there is no thread');
  await workspace.click(thread.anchor, 'run_cancel');
  const told = await workspace.control.waitFor((state) =>
    whispers(state, rep).findLast(({ text }) => text.includes('had ended already')),
  );
  expect(told.text).toBe('The research on Zürcher Kantonalbank had ended already (done). Nothing was changed.');
  expect(endingOf((await ended(workspace, 'Zürcher Kantonalbank')).anchor)).toBe('Done');
});
