import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { silentLog } from '../domain/log.ts';
import { createTestClock } from './fixtures/clock.ts';
import { run } from './fixtures/maersk.ts';
import { createMemoryRepositories } from './fixtures/memory-repositories.ts';
import { type SlackServer, startSlackServer } from './fixtures/slack-server.ts';
import { createOutbox } from './outbox.ts';
import type { FileRequest, MessageRequest, Writer } from './outbox-types.ts';
import { createOutboxClient } from './slack-client.ts';
import { paragraph } from './views/inert.ts';

let server: SlackServer;
beforeEach(async () => {
  server = await startSlackServer();
});
afterEach(async () => {
  await server.close();
});

function setUp() {
  const clock = createTestClock();
  const repositories = createMemoryRepositories(clock.now);
  repositories.put(run);
  const makeOutbox = () => createOutbox({ slots: repositories.slots, clock, log: silentLog });
  const slack = createOutboxClient('xoxb-test', server.apiUrl, silentLog, 2000);
  const writer: Writer = { slack, token: () => undefined, check: () => Promise.resolve() };
  return { clock, repositories, makeOutbox, outbox: makeOutbox(), writer };
}

const lease = { owner: 'old', token: 1, expiresAt: '2026-11-23T09:00:10.000Z' };
const content = (text: string) => ({ text, blocks: [paragraph(text)] });
const anchor = (text: string): MessageRequest => ({
  team: 'T1',
  run: 'run-1',
  place: 'anchor',
  channel: 'C1',
  content: content(text),
  mayPost: true,
});
const reply = (text: string): MessageRequest => ({ ...anchor(text), place: 'summary', threadTs: '1795424400.000001' });
const pdf: FileRequest = {
  team: 'T1',
  run: 'run-1',
  place: 'file.onePager.u1',
  channel: 'C1',
  threadTs: '1795424400.000001',
  bytes: new TextEncoder().encode('%PDF-1.7'),
  sha256: 'a'.repeat(64),
  name: 'Maersk – one-pager – 2026-11-23.pdf',
  altText: 'One-pager for Maersk',
  comment: 'One-pager for Maersk.',
};

describe('a message', () => {
  it('is posted once with opaque metadata, then edited, then left alone while nothing changes', async () => {
    const { outbox, writer } = setUp();
    expect(await outbox.message(anchor('one'), writer)).toMatchObject({ ok: true, changed: true });
    expect(await outbox.message(anchor('one'), writer)).toMatchObject({ ok: true, changed: false });
    expect(await outbox.message(anchor('two'), writer)).toMatchObject({ ok: true, changed: true });
    expect(server.messages).toHaveLength(1);
    expect(server.messages[0]).toMatchObject({
      text: 'two',
      edits: 1,
      metadata: { event_type: 'prospecting_slot', event_payload: { run: 'run-1', slot: 'anchor' } },
    });
    expect(server.messages[0]?.blocks).toHaveLength(1);
    expect(server.calls[0]?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });

  it('is noted although the run ended while it was posted or edited', async () => {
    const { outbox, writer, repositories } = setUp();
    const ending: Writer = { ...writer, token: () => 1, check: async () => void repositories.put(run) };
    repositories.put({ ...run, lease });
    expect(await outbox.message(anchor('begun'), ending)).toMatchObject({ ok: true, changed: true });
    repositories.put({ ...run, lease });
    expect(await outbox.message(anchor('at work'), ending)).toMatchObject({ ok: true, changed: true });
    expect(server.messages).toMatchObject([{ text: 'at work' }]);
    await outbox.message(anchor('offers'), writer);
    expect(server.messages[0]?.text).toBe('offers');
  });

  it.each([
    ['the answer is lost', 'lost'],
    ['the request is lost', 'dropped'],
    ['Slack breaks down with a 503', { status: 503 }],
    ['Slack says it broke down', { error: 'fatal_error' }],
    ['Slack asks to wait', { status: 429, retryAfter: 7 }],
  ] as const)('stands there exactly once although %s', async (_, fault) => {
    for (const request of [anchor('hello'), reply('hello')]) {
      const { outbox, writer, clock } = setUp();
      server.fail('chat.postMessage', fault);
      expect(await outbox.message(request, writer)).toMatchObject({ ok: true });
      expect(server.inSlot(request.place)).toHaveLength(1);
      if (typeof fault === 'object' && 'retryAfter' in fault) expect(clock.sleeps).toEqual([7000]);
    }
  });

  it('stands there once although answer after answer is lost, of posting and of looking', async () => {
    const { outbox, writer } = setUp();
    server.fail('chat.postMessage', 'dropped', 'lost');
    server.fail('conversations.history', { status: 500 }, 'dropped');
    expect(await outbox.message(anchor('hello'), writer)).toMatchObject({ ok: true });
    expect(server.inSlot('anchor')).toHaveLength(1);
  });

  it('gives up after a while without a storm, and a later call goes on from the intent', async () => {
    const { outbox, writer, repositories } = setUp();
    server.fail('chat.postMessage', ...Array.from({ length: 5 }, () => 'dropped' as const));
    expect(await outbox.message(anchor('hello'), writer)).toMatchObject({ ok: false, why: 'failed' });
    expect(server.count('chat.postMessage')).toBe(5);
    expect(repositories.slotsOf('run-1')[0]).toMatchObject({ state: 'intent' });
    expect(await outbox.message(anchor('hello'), writer)).toMatchObject({ ok: true });
    expect(server.inSlot('anchor')).toHaveLength(1);
  });

  it('is found again by another process after a crash between posting and storing', async () => {
    const { makeOutbox, outbox, writer, repositories, clock } = setUp();
    await outbox.message(anchor('old'), writer);
    const [slot] = repositories.slotsOf('run-1');
    if (!slot) throw new TypeError('no slot');
    const { ts: _, hash: __, ...intent } = slot;
    repositories.putSlot('run-1', { ...intent, state: 'intent' });
    clock.advance(60_000);
    expect(await makeOutbox().message(anchor('new'), writer)).toMatchObject({ ok: true });
    expect(server.inSlot('anchor')).toHaveLength(1);
    expect(server.inSlot('anchor')[0]).toMatchObject({ text: 'new' });
    expect(repositories.slotsOf('run-1')[0]).toMatchObject({ state: 'posted', ts: slot.ts });
  });

  it('waits for a young intent of another process before it looks', async () => {
    const { makeOutbox, writer, repositories, clock } = setUp();
    repositories.putSlot('run-1', {
      place: 'anchor',
      state: 'intent',
      channel: 'C1',
      intentAt: clock.now().toISOString(),
      revision: 1,
    });
    await makeOutbox().message(anchor('hello'), writer);
    expect(clock.sleeps[0]).toBe(15_000);
    expect(server.inSlot('anchor')).toHaveLength(1);
  });

  it.each([
    ['ahead', 600_000],
    ['behind', -600_000],
  ])('is found again although the clock of whoever posted it was ten minutes %s', async (_, skew) => {
    const { makeOutbox, outbox, writer, repositories, clock } = setUp();
    await outbox.message(anchor('old'), writer);
    const [slot] = repositories.slotsOf('run-1');
    if (!slot) throw new TypeError('no slot');
    const { ts: _ts, hash: __, ...intent } = slot;
    const intentAt = new Date(clock.now().getTime() + skew).toISOString();
    repositories.putSlot('run-1', { ...intent, state: 'intent', intentAt });
    expect(await makeOutbox().message(anchor('new'), writer)).toMatchObject({ ok: true, ts: slot.ts });
    expect(Math.max(0, ...clock.sleeps)).toBeLessThanOrEqual(15_000);
    expect(server.inSlot('anchor')).toHaveLength(1);
  });

  it('is never posted again when it cannot be looked up, until a person asks', async () => {
    const { outbox, writer, repositories } = setUp();
    server.fail('chat.postMessage', 'lost');
    server.fail('conversations.history', { error: 'missing_scope' });
    expect(await outbox.message(anchor('hello'), writer)).toEqual({ ok: false, why: 'maybe_missing' });
    expect(await outbox.message(anchor('hello'), writer)).toEqual({ ok: false, why: 'maybe_missing' });
    expect(server.count('chat.postMessage')).toBe(1);
    expect(repositories.slotsOf('run-1')[0]).toMatchObject({ state: 'maybe_missing' });
  });

  it.each(['not_in_channel', 'channel_not_found', 'is_archived', 'account_inactive', 'token_revoked'])(
    'is refused once for good: %s is told, and a later call may post',
    async (code) => {
      const { outbox, writer } = setUp();
      server.fail('chat.postMessage', { error: code });
      expect(await outbox.message(anchor('hello'), writer)).toEqual({ ok: false, why: 'unreachable', code });
      expect(server.count('chat.postMessage')).toBe(1);
      expect(await outbox.message(anchor('hello'), writer)).toMatchObject({ ok: true });
    },
  );

  it('does not appear when its run was stopped since it was meant to, and may later', async () => {
    const { outbox, writer } = setUp();
    const stopped = { ...reply('hello'), stillWanted: () => Promise.resolve(false) };
    expect(await outbox.message(stopped, writer)).toEqual({ ok: false, why: 'absent' });
    expect(server.count('chat.postMessage')).toBe(0);
    expect(await outbox.message(reply('hello'), writer)).toMatchObject({ ok: true });
  });

  it('that somebody deleted stays deleted', async () => {
    const { outbox, writer } = setUp();
    await outbox.message(anchor('hello'), writer);
    server.messages.splice(0);
    expect(await outbox.message(anchor('changed'), writer)).toEqual({ ok: false, why: 'gone' });
    expect(await outbox.message(anchor('again'), writer)).toEqual({ ok: false, why: 'gone' });
    expect(server.messages).toHaveLength(0);
  });

  it('is edited although answers are lost and Slack asks to wait', async () => {
    const { outbox, writer, clock } = setUp();
    await outbox.message(anchor('one'), writer);
    server.fail('chat.update', 'lost', { status: 429, retryAfter: 3 }, 'dropped');
    expect(await outbox.message(anchor('two'), writer)).toMatchObject({ ok: true });
    expect(server.messages).toMatchObject([{ text: 'two' }]);
    expect(clock.sleeps).toContain(3000);
  });

  it('is sent as text when Slack refuses the blocks', async () => {
    const { outbox, writer } = setUp();
    server.fail('chat.postMessage', { error: 'invalid_blocks' });
    expect(await outbox.message(anchor('a &lt;b&gt;'), writer)).toMatchObject({ ok: true });
    expect(server.messages[0]?.blocks).toEqual([{ type: 'section', text: { type: 'mrkdwn', text: 'a &lt;b&gt;' } }]);
  });

  it('is cut rather than refused when it is too long', async () => {
    const { outbox, writer } = setUp();
    await outbox.message(
      { ...anchor('x'), content: { text: 'x'.repeat(5000), blocks: Array.from({ length: 70 }, () => paragraph('y')) } },
      writer,
    );
    expect(server.messages[0]?.text).toHaveLength(4000);
    expect(server.messages[0]?.blocks).toHaveLength(50);
  });

  it('may be edited but not posted where nothing new may appear', async () => {
    const { outbox, writer } = setUp();
    expect(await outbox.message({ ...anchor('hello'), mayPost: false }, writer)).toEqual({ ok: false, why: 'absent' });
    expect(server.messages).toHaveLength(0);
  });

  it('belongs to its conversation: a run that was moved gets a new one', async () => {
    const { outbox, writer } = setUp();
    server.fail('chat.postMessage', { error: 'not_in_channel' });
    await outbox.message(anchor('hello'), writer);
    expect(await outbox.message({ ...anchor('hello'), channel: 'D1' }, writer)).toMatchObject({
      ok: true,
      channel: 'D1',
    });
    expect(server.messages.map(({ channel }) => channel)).toEqual(['D1']);
  });
});

describe('a worker that was replaced', () => {
  const replaced = { ...run, lastToken: 2 };

  /** Between the check and the answer another worker takes the run over. */
  function setUpTakeover() {
    const parts = setUp();
    const { makeOutbox, writer, repositories } = parts;
    repositories.put({ ...run, lease });
    const successor = { ...writer, token: () => 2 };
    return {
      ...parts,
      stale: (meanwhile: () => Promise<void> = async () => {}): Writer => ({
        ...writer,
        token: () => 1,
        async check() {
          repositories.put({ ...replaced, lease: { ...lease, owner: 'new', token: 2 } });
          await meanwhile();
        },
      }),
      succeed: () => makeOutbox().message(anchor('mine'), successor),
    };
  }

  it('takes back what it still got out where the successor posted its own', async () => {
    const { outbox, stale, succeed, clock } = setUpTakeover();
    const meanwhile = async () => {
      clock.advance(60_000);
      expect(await succeed()).toMatchObject({ ok: true });
    };
    await expect(outbox.message(anchor('stale'), stale(meanwhile))).rejects.toMatchObject({ code: 'lease_lost' });
    expect(server.inSlot('anchor')).toMatchObject([{ text: 'mine' }]);
  });

  it('leaves it where the successor has found it, however long that took', async () => {
    const { outbox, stale, succeed, repositories } = setUpTakeover();
    const late = outbox.message(anchor('stale'), stale());
    late.catch(() => {});
    await expect.poll(() => server.messages).toHaveLength(1);
    expect(await succeed()).toMatchObject({ ok: true });
    await expect(late).rejects.toMatchObject({ code: 'lease_lost' });
    expect(server.inSlot('anchor')).toMatchObject([{ text: 'mine', ts: repositories.slotsOf('run-1')[0]?.ts }]);
  });

  it('leaves it for whoever comes when nobody does', async () => {
    const { outbox, stale, succeed } = setUpTakeover();
    await expect(outbox.message(anchor('stale'), stale())).rejects.toMatchObject({ code: 'lease_lost' });
    expect(await succeed()).toMatchObject({ ok: true });
    expect(server.inSlot('anchor')).toMatchObject([{ text: 'mine' }]);
  });

  it('does not leave its edit standing over that of its successor', async () => {
    const { outbox, makeOutbox, writer, repositories } = setUp();
    await outbox.message(anchor('begun'), writer);
    repositories.put({ ...run, lease });
    const successor = makeOutbox();
    let seen = 1;
    let isFrozen = false;
    const stale: Writer = {
      ...writer,
      token: () => seen,
      // Frozen between the check and the call, while its successor ended the run and said so.
      async check(afresh) {
        if (afresh) seen = replaced.lastToken;
        if (isFrozen) return;
        isFrozen = true;
        repositories.put(replaced);
        await successor.message(anchor('done'), { ...writer, token: () => 2 });
      },
    };
    await expect(outbox.message(anchor('at work'), stale)).rejects.toMatchObject({ code: 'lease_lost' });
    expect(server.messages[0]?.text).toBe('at work');
    await outbox.message(anchor('done'), writer);
    expect(server.messages[0]?.text).toBe('done');
  });

  it('sends nothing once it notices', async () => {
    const { outbox, writer } = setUp();
    const check = () => Promise.reject(new AppError('lease_lost', 'gone'));
    await expect(outbox.message(anchor('hello'), { ...writer, check })).rejects.toMatchObject({ code: 'lease_lost' });
    expect(server.calls).toHaveLength(0);
  });
});

describe('a file', () => {
  const shared = () => [...server.files.values()].filter((file) => file.shared);

  it('is uploaded once into the thread, with a name and alternative text for people', async () => {
    const { outbox, writer, repositories } = setUp();
    expect(await outbox.file(pdf, writer)).toMatchObject({ ok: true, changed: true });
    expect(await outbox.file(pdf, writer)).toMatchObject({ ok: true, changed: false });
    expect(shared()).toHaveLength(1);
    expect(shared()[0]?.args).toMatchObject({
      alt_text: 'One-pager for Maersk',
      channel_id: 'C1',
      thread_ts: '1795424400.000001',
      initial_comment: 'One-pager for Maersk.',
    });
    expect(shared()[0]?.name).toBe('Maersk – one-pager – 2026-11-23.pdf');
    expect(repositories.slotsOf('run-1')[0]).toMatchObject({ state: 'posted', fileId: expect.any(String) });
  });

  it.each(['lost', 'dropped', { status: 502 }, { error: 'internal_error' }] as const)(
    'is shared once although the last step meets %j',
    async (fault) => {
      const { outbox, writer } = setUp();
      server.fail('files.completeUploadExternal', fault);
      expect(await outbox.file(pdf, writer)).toMatchObject({ ok: true });
      expect(shared()).toHaveLength(1);
    },
  );

  it.each(['files.getUploadURLExternal', 'upload'])(
    'is shared once although %s fails and is slowed down',
    async (method) => {
      const { outbox, writer, clock } = setUp();
      server.fail(method, 'dropped', { status: 429, retryAfter: 4 }, { status: 500 });
      expect(await outbox.file(pdf, writer)).toMatchObject({ ok: true });
      expect(shared()).toHaveLength(1);
      expect(clock.sleeps).toContain(4000);
    },
  );

  it('is looked up by its stored id after a crash, not shared again', async () => {
    const { outbox, makeOutbox, writer, repositories } = setUp();
    await outbox.file(pdf, writer);
    const [slot] = repositories.slotsOf('run-1');
    if (!slot) throw new TypeError('no slot');
    repositories.putSlot('run-1', { ...slot, state: 'intent' });
    expect(await makeOutbox().file(pdf, writer)).toMatchObject({ ok: true });
    expect(server.count('files.completeUploadExternal')).toBe(1);
    expect(shared()).toHaveLength(1);
  });

  it('is not shared by a process that slept before the last step while another went on', async () => {
    const { outbox, writer, repositories } = setUp();
    let checks = 0;
    const sleeper: Writer = {
      ...writer,
      async check() {
        const [slot] = repositories.slotsOf('run-1');
        if (++checks === 2 && slot) {
          repositories.putSlot('run-1', { ...slot, state: 'posted', fileId: 'F-other', revision: slot.revision + 1 });
        }
      },
    };
    expect(await outbox.file(pdf, sleeper)).toEqual({ ok: false, why: 'busy' });
    expect(server.count('files.completeUploadExternal')).toBe(0);
    expect(repositories.slotsOf('run-1')[0]).toMatchObject({ state: 'posted', fileId: 'F-other' });
  });

  it('is not shared when its run was stopped since it was meant to be, and may be later', async () => {
    const { outbox, writer } = setUp();
    const stopped = { ...pdf, stillWanted: () => Promise.resolve(false) };
    expect(await outbox.file(stopped, writer)).toEqual({ ok: false, why: 'absent' });
    expect(server.count('files.completeUploadExternal')).toBe(0);
    expect(await outbox.file(pdf, writer)).toMatchObject({ ok: true });
    expect(shared()).toHaveLength(1);
  });

  it('is left to the process that is sharing it', async () => {
    const { outbox, writer, clock, repositories } = setUp();
    const waits: number[] = [];
    const isShared = Promise.withResolvers<void>();
    const sleep = (milliseconds: number) => {
      waits.push(milliseconds);
      return isShared.promise;
    };
    const patient = createOutbox({ slots: repositories.slots, clock: { ...clock, sleep }, log: silentLog });
    let other: Promise<unknown> | undefined;
    const sharing: Writer = {
      ...writer,
      async check() {
        // Its id is stored, its share not yet sent: somebody else comes to the same document.
        if (server.count('upload') > 0) other ??= patient.file(pdf, writer);
      },
    };
    expect(await outbox.file(pdf, sharing)).toMatchObject({ ok: true });
    isShared.resolve();
    expect(await other).toEqual({ ok: false, why: 'busy' });
    expect(waits).toEqual([15_000]);
    expect(shared()).toHaveLength(1);
  });

  it('is shared by whoever has waited for a sleeping process, which then leaves it', async () => {
    const { makeOutbox, outbox, writer } = setUp();
    let other: Awaited<ReturnType<typeof outbox.file>> | undefined;
    const sleeper: Writer = {
      ...writer,
      async check() {
        if (server.count('upload') > 0) other ??= await makeOutbox().file(pdf, writer);
      },
    };
    expect(await outbox.file(pdf, sleeper)).toEqual({ ok: false, why: 'busy' });
    expect(other).toMatchObject({ ok: true });
    expect(shared()).toHaveLength(1);
  });

  it('is shared after a crash before the last step', async () => {
    const { outbox, writer, repositories, clock } = setUp();
    repositories.putSlot('run-1', {
      place: pdf.place,
      state: 'intent',
      channel: 'C1',
      fileId: 'F-lost',
      intentAt: clock.now().toISOString(),
      revision: 1,
    });
    expect(await outbox.file(pdf, writer)).toMatchObject({ ok: true });
    expect(shared()).toHaveLength(1);
  });

  it('may be missing where files cannot be looked up, and is not shared again', async () => {
    const { outbox, writer } = setUp();
    server.fail('files.completeUploadExternal', 'lost');
    server.fail('files.info', { error: 'missing_scope' });
    expect(await outbox.file(pdf, writer)).toEqual({ ok: false, why: 'maybe_missing' });
    expect(await outbox.file(pdf, writer)).toEqual({ ok: false, why: 'maybe_missing' });
    expect(shared()).toHaveLength(1);
  });

  it('is refused for good where the app was removed', async () => {
    const { outbox, writer } = setUp();
    server.fail('files.completeUploadExternal', { error: 'not_in_channel' });
    expect(await outbox.file(pdf, writer)).toEqual({ ok: false, why: 'unreachable', code: 'not_in_channel' });
  });
});
