import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../simulator/slack/entities.ts';
import { buttonsIn, wordsIn } from './harness/blocks.ts';
import { ended, endingOf, type Thread, threadAbout, whispers } from './harness/threads.ts';
import { type OpenWorkspace, openWorkspace, rep } from './harness/workspace.ts';

/** What people do with a run that has ended: try again what is missing, and have another one-pager made. */
let workspace: OpenWorkspace;
let thread: Thread;
beforeAll(async () => {
  workspace = await openWorkspace();
  workspace.gemini.faults.add({ kind: 'blocked', stage: 'facet.cloud', times: null });
  await workspace.prospect('Maersk');
  thread = await ended(workspace, 'A.P. Moller - Maersk');
});
afterAll(() => workspace.close());

const labels = (message: Pick<Message, 'blocks'> | undefined) => buttonsIn(message?.blocks).map(({ label }) => label);
const now = (is: (found: Thread) => boolean) =>
  workspace.control.waitFor(
    (state) => {
      const found = threadAbout(state, 'A.P. Moller - Maersk');
      return found && is(found) && found;
    },
    { timeoutMs: 60_000, what: 'the next state of the thread' },
  );

describe('a run that is partly done', () => {
  it('says what is missing and offers to retry it', () => {
    expect(endingOf(thread.anchor)).toBe('Partly done');
    expect(thread.anchor.text).toContain('Not available: Cloud');
    expect(labels(thread.anchor)).toEqual(['Retry what is missing']);
  });

  it('is made whole by the click, once, and the report is written again with what came in', async () => {
    workspace.gemini.faults.clear();
    const before = workspace.gemini.requests.length;
    await Promise.all([workspace.click(thread.anchor, 'run_retry'), workspace.click(thread.anchor, 'run_retry')]);
    thread = await now((found) => endingOf(found.anchor) === 'Done' && found.files.length === 3);
    const asked = workspace.gemini.requests.slice(before).flatMap(({ stage }) => stage ?? []);
    expect([...new Set(asked)].sort()).toEqual(['facet.cloud', 'report']);
    expect(labels(thread.anchor)).toEqual([]);
    expect(wordsIn(thread.anchor.blocks)).toContain('Older than the report.');
    const told = whispers(thread.state, rep).map(({ text }) => text);
    expect(told.filter((text) => text.includes('Trying again'))).toHaveLength(1);
    expect(told.filter((text) => text.includes('out of date'))).toHaveLength(1);
  });
});

describe('a use case without a one-pager', () => {
  it('offers one, which comes into the thread, and then offers none', async () => {
    const offers = (found: Thread) => labels(found.useCases).filter((label) => label === 'One-pager').length;
    thread = await now((found) => offers(found) === 2);
    const button = buttonsIn(thread.useCases?.blocks).find(({ label }) => label === 'One-pager');
    if (!thread.useCases || !button) throw new TypeError('no use case has a button');
    await workspace.click(thread.useCases, button.actionId, { blockId: button.blockId });
    thread = await now((found) => endingOf(found.anchor) === 'Done' && found.files.length === 4 && offers(found) === 1);
    expect(thread.files.at(-1)?.title).toMatch(/one-pager 2 – .*\.pdf$/);
  });
});
