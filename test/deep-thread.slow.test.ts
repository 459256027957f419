import { afterEach, beforeEach, expect, it } from 'vitest';
import { anchors, ended, endingOf, threadAbout } from './harness/threads.ts';
import { type OpenWorkspace, openWorkspace, rep } from './harness/workspace.ts';

/** Deep mode in Slack: the job comes back by itself while the research agent works, and nothing is held open. */
let workspace: OpenWorkspace;
beforeEach(async () => {
  workspace = await openWorkspace({ gemini: { research: { polls: 1 } }, env: { DEEP_RESEARCH_POLL_SECONDS: '1' } });
});
afterEach(() => workspace.close());

async function askDeep(companyName: string): Promise<void> {
  await workspace.prospect('');
  const { views } = await workspace.control.state();
  await workspace.control.submitView({
    viewId: views[0]?.id ?? '',
    user: rep,
    values: { company: companyName, mode: 'deep' },
  });
}
const asked = (method: string): number =>
  workspace.gemini.requests.filter((request) => request.method === method).length;
const looked = (count: number) =>
  workspace.gemini.waitFor(() => asked('getInteraction') >= count, { timeoutMs: 60_000, what: `${count} looks` });

it('shows the agent at work, survives a power cut between two looks, and cites what it found', async () => {
  workspace.gemini.faults.add({ kind: 'unavailable', call: 'poll', times: 2 });
  await askDeep('Maersk');
  await looked(1);
  const shown = await workspace.control.waitFor((state) =>
    anchors(state).find(({ blocks }) => JSON.stringify(blocks).includes('The research agent is at work')),
  );
  expect(shown.text).not.toContain('In the queue');
  await workspace.killApp();
  await workspace.startApp();
  const { anchor, summary } = await ended(workspace, 'Maersk', { files: 2 });
  expect(endingOf(anchor)).toBe('Done');
  expect(summary).toBeDefined();
  expect(anchors(await workspace.control.state())).toHaveLength(1);
  expect(asked('createInteraction')).toBe(1);
  const [stored] = await workspace.stored();
  expect(stored?.run).toMatchObject({ mode: 'deep', status: 'completed' });
  expect(stored?.stages.find(({ id }) => id === 'deep')).toMatchObject({ status: 'done' });
});

it('stops the agent when the run is cancelled while nobody looks', async () => {
  workspace.gemini.faults.add({ kind: 'agent_endless', call: 'agent' });
  await askDeep('Maersk');
  await looked(1);
  const { anchor } = await workspace.control.waitFor((state) => threadAbout(state, 'Maersk'));
  expect(await workspace.click(anchor, 'run_cancel')).toMatchObject({ ok: true });
  await workspace.control.waitFor((state) => anchors(state).find((message) => endingOf(message) === 'Cancelled'), {
    timeoutMs: 5000,
    what: 'the end of the run',
  });
  expect(workspace.gemini.interactions()).toMatchObject([{ status: 'cancelled' }]);
});
