import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Message } from '../simulator/slack/entities.ts';
import { buttonsIn, wordsIn } from './harness/blocks.ts';
import { anchors, ended, threadAbout, whispers } from './harness/threads.ts';
import { manager, type OpenWorkspace, openWorkspace, sales } from './harness/workspace.ts';

/** A name that several companies have: the run asks before it spends anything on the wrong one. */
let workspace: OpenWorkspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());

const asked = (stage: string): number => workspace.gemini.requests.filter((request) => request.stage === stage).length;

const question = (): Promise<Message> =>
  workspace.control.waitFor((state) => anchors(state).find(({ text }) => text.includes('may mean several companies')), {
    what: 'the question which company is meant',
  });

function choice(of: Message, label: string) {
  const button = buttonsIn(of.blocks).find((candidate) => candidate.label === label);
  if (!button) throw new Error(`there is no button ${label}`);
  return button;
}

const choose = (of: Message, label: string, user?: string) => {
  const { actionId, blockId } = choice(of, label);
  return workspace.click(of, actionId, { blockId, ...(user !== undefined && { user }) });
};

it('asks which one, goes on with the choice in the same thread, and says to a late click that it is late', async () => {
  await workspace.prospect('Delta');
  const anchor = await question();
  expect(buttonsIn(anchor.blocks).map(({ label }) => label)).toEqual([
    'Delta Air Lines (delta.com)',
    'Delta Electronics (deltaww.com)',
    'Delta Faucet Company (deltafaucetcompany.com)',
    'Delta Dental (deltadental.com)',
    'Cancel',
  ]);
  for (const about of [
    'US network airline based in Atlanta.',
    'Taiwanese maker of power supplies',
    'Nothing further is spent until then',
  ])
    expect(wordsIn(anchor.blocks)).toContain(about);
  expect(workspace.gemini.requests.map(({ stage }) => stage)).toEqual(['identity']);

  // Slack shows the old buttons to everybody until the edit has come through.
  await workspace.control.fault({ method: 'chat.update', kind: 'delay', delayMs: 1000, count: 1 });
  expect(await choose(anchor, 'Delta Air Lines (delta.com)')).toMatchObject({ ok: true });
  const late = await choose(anchor, 'Delta Dental (deltadental.com)', manager);
  expect(late).toMatchObject({ ok: true });
  const told = await workspace.control.waitFor((state) => whispers(state, manager).at(-1));
  expect(told.text).toBe('The choice was made already: Delta Air Lines. Nothing was changed.');

  const { state, anchor: head, files, summary } = await ended(workspace, 'Delta Air Lines');
  expect(head.ts).toBe(anchor.ts);
  expect(anchors(state)).toHaveLength(1);
  expect(head.text).toMatch(/^Delta Air Lines \(delta\.com.*: Done/);
  expect(buttonsIn(head.blocks)).toEqual([]);
  expect(files).toHaveLength(2);
  expect(summary?.text).not.toContain('SAMPLE');
  expect(asked('identity')).toBe(1);
  expect(asked('facet.news')).toBe(1);
});

it('says on every message about a company without bundled facts that it is sample data', async () => {
  await workspace.prospect('Delta', { channel: 'D0DIRECT01' });
  const anchor = await workspace.control.waitFor((state) =>
    anchors(state, 'D0DIRECT01').find(({ text }) => text.includes('may mean several companies')),
  );
  await choose(anchor, 'Delta Faucet Company (deltafaucetcompany.com)');
  const { anchor: head, replies } = await ended(workspace, 'Delta Faucet Company', { channel: 'D0DIRECT01' });
  for (const { text } of [head, ...replies]) expect(text).toMatch(/^SAMPLE DATA: made up/);
});

it('takes the same name with the domain of another candidate for another company', async () => {
  await workspace.prospect('Delta deltaww.com');
  const { state, anchor } = await ended(workspace, 'Delta Electronics');
  expect(anchor.text).toContain('Delta Electronics (deltaww.com');
  expect(anchors(state)).toHaveLength(2);
  expect(threadAbout(state, 'Delta Air Lines', sales)?.replies).toHaveLength(4);
});
