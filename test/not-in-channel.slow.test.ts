import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Message } from '../simulator/slack/entities.ts';
import { buttonsIn } from './harness/blocks.ts';
import { anchors, ended, whispers } from './harness/threads.ts';
import { elsewhere, type OpenWorkspace, openWorkspace, rep } from './harness/workspace.ts';

/** Asked for where the app is not: nothing is lost, nothing is spent, and the way out is one click away. */
let workspace: OpenWorkspace;
let explained: Message;
beforeEach(async () => {
  workspace = await openWorkspace();
  await workspace.prospect('Maersk', { channel: elsewhere });
  explained = await explanation();
});
afterEach(() => workspace.close());

/** The explanation, told to the requester alone; another one than the one before. */
const explanation = (before?: Message): Promise<Message> =>
  workspace.control.waitFor(
    (state) =>
      whispers(state, rep, elsewhere).find(({ text, ts }) => text.includes('is waiting.') && ts !== before?.ts),
    { what: 'the explanation' },
  );

const directMessages = 'D0DIRECT01';
const seenThere = async (channel: string) => anchors(await workspace.control.state(), channel);

it('explains how to go on, to the requester alone, before anything is spent', async () => {
  expect(explained.text).toBe(
    'Research on Maersk is waiting. I’m not in that channel yet. Type /invite @Prospector there, then press Try again. Or take it in a direct message. Nothing has been spent yet.',
  );
  expect(buttonsIn(explained.blocks).map(({ label }) => label)).toEqual(['Try again', 'Use a direct message']);
  expect(await seenThere(elsewhere)).toEqual([]);
  expect(workspace.gemini.requests).toEqual([]);
  const [stored] = await workspace.stored();
  expect(stored?.run).toMatchObject({ status: 'waiting', usage: { calls: 0 } });
});

it('says so again when nobody has invited it, and goes on in the channel once somebody has', async () => {
  await workspace.click(explained, 'place_retry');
  const again = await explanation(explained);
  expect(again.text).toContain('I’m not in that channel yet');
  expect(workspace.gemini.requests).toEqual([]);

  await workspace.control.invite({ channel: elsewhere });
  await workspace.click(again, 'place_retry');
  const { state, summary } = await ended(workspace, 'A.P. Moller - Maersk', { channel: elsewhere });
  expect(anchors(state, elsewhere)).toHaveLength(1);
  expect(summary?.text).toContain('The point:');
  expect(workspace.gemini.requests.filter(({ stage }) => stage === 'identity')).toHaveLength(1);
});

it('goes on in a direct message, and nothing is ever posted in the channel', async () => {
  await workspace.click(explained, 'place_dm');
  const { files, summary } = await ended(workspace, 'A.P. Moller - Maersk', { channel: directMessages });
  expect(summary?.text).toContain('The point:');
  expect(files).toHaveLength(2);
  expect(await seenThere(elsewhere)).toEqual([]);
});
