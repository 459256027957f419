import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { bot, refusal, rep, sales, workbench } from './test-simulator.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const metadata = { event_type: 'slot', event_payload: { run: 'r1', slot: 'anchor' } };

describe('chat methods with the real client', () => {
  test('a message is posted, read back, and carries metadata only when asked for', async () => {
    await using bench = await workbench();
    const posted = await bench.client.chat.postMessage({
      channel: sales,
      text: 'hello',
      blocks: [section('*hello*')],
      metadata,
      unfurl_links: false,
    });
    expect(posted.ts).toMatch(/^\d{10}\.\d{6}$/);
    const plain = await bench.client.conversations.history({ channel: sales });
    expect(plain.messages?.[0]).toMatchObject({ ts: posted.ts, text: 'hello', user: bot, bot_id: 'B0PROSPECT' });
    expect(plain.messages?.[0]?.metadata).toBeUndefined();
    const full = await bench.client.conversations.history({ channel: sales, include_all_metadata: true });
    expect(full.messages?.[0]?.metadata).toEqual(metadata);
    expect(bench.simulator.state.messages[0]).toMatchObject({ unfurlLinks: false });
  });

  test('ts are unique although the clock stands still', async () => {
    await using bench = await workbench();
    const posts = await Promise.all(
      ['a', 'b', 'c'].map((text) => bench.client.chat.postMessage({ channel: sales, text })),
    );
    expect(new Set(posts.map((post) => post.ts)).size).toBe(3);
  });

  test('an update with text and no blocks removes the blocks and keeps the metadata', async () => {
    await using bench = await workbench();
    const posted = await bench.client.chat.postMessage({ channel: sales, text: 'a', blocks: [section('a')], metadata });
    const ts = String(posted.ts);
    await bench.client.chat.update({ channel: sales, ts, text: 'b' });
    const found = await bench.client.conversations.history({ channel: sales, include_all_metadata: true });
    expect(found.messages?.[0]).toMatchObject({ text: 'b', metadata });
    expect(found.messages?.[0]?.blocks).toBeUndefined();
  });

  test('replies stand in the thread and not in the history; a reply to a reply joins the thread', async () => {
    await using bench = await workbench();
    const parent = String((await bench.client.chat.postMessage({ channel: sales, text: 'parent' })).ts);
    const first = await bench.client.chat.postMessage({ channel: sales, text: 'one', thread_ts: parent });
    const second = await bench.client.chat.postMessage({ channel: sales, text: 'two', thread_ts: String(first.ts) });
    expect(second.message?.thread_ts).toBe(parent);
    const thread = await bench.client.conversations.replies({ channel: sales, ts: parent });
    expect(thread.messages?.map((message) => message.text)).toEqual(['parent', 'one', 'two']);
    expect(thread.messages?.[0]).toMatchObject({ reply_count: 2, latest_reply: second.ts });
    const history = await bench.client.conversations.history({ channel: sales });
    expect(history.messages?.map((message) => message.text)).toEqual(['parent']);
    expect(
      await refusal(bench.client.chat.postMessage({ channel: sales, text: 'x', thread_ts: '1700000000.000100' })),
    ).toBe('thread_not_found');
    expect(await refusal(bench.client.chat.postMessage({ channel: sales, text: 'x', thread_ts: '17' }))).toBe(
      'invalid_thread_ts',
    );
  });

  test('history from a time on is exclusive unless asked otherwise, and is paged', async () => {
    await using bench = await workbench();
    const ts: string[] = [];
    for (const text of ['a', 'b', 'c']) {
      ts.push(String((await bench.client.chat.postMessage({ channel: sales, text })).ts));
      bench.clock.advance(1000);
    }
    const oldest = ts[1] ?? '';
    const after = await bench.client.conversations.history({ channel: sales, oldest });
    expect(after.messages?.map((message) => message.text)).toEqual(['c']);
    const from = await bench.client.conversations.history({ channel: sales, oldest, inclusive: true });
    expect(from.messages?.map((message) => message.text)).toEqual(['c', 'b']);
    const one = await bench.client.conversations.history({ channel: sales, limit: 2 });
    expect(one.has_more).toBe(true);
    const cursor = String(one.response_metadata?.next_cursor);
    const two = await bench.client.conversations.history({ channel: sales, limit: 2, cursor });
    expect(two.messages?.map((message) => message.text)).toEqual(['a']);
  });

  test('an ephemeral message is for one person, is not in the history and cannot be updated', async () => {
    await using bench = await workbench();
    const sent = await bench.client.chat.postEphemeral({ channel: sales, user: rep, text: 'only you' });
    const ts = String(sent.message_ts);
    expect((await bench.client.conversations.history({ channel: sales })).messages).toEqual([]);
    expect(await refusal(bench.client.chat.update({ channel: sales, ts, text: 'x' }))).toBe('message_not_found');
    expect((await bench.simulator.control.state(rep)).ephemerals).toHaveLength(1);
    expect((await bench.simulator.control.state('U0ADMIN001')).ephemerals).toHaveLength(0);
  });

  test('a deleted parent with replies leaves a tombstone', async () => {
    await using bench = await workbench();
    const ts = String((await bench.client.chat.postMessage({ channel: sales, text: 'parent' })).ts);
    await bench.client.chat.postMessage({ channel: sales, text: 'one', thread_ts: ts });
    await bench.client.chat.delete({ channel: sales, ts });
    const thread = await bench.client.conversations.replies({ channel: sales, ts });
    expect(thread.messages).toMatchObject([{ subtype: 'tombstone' }, { text: 'one' }]);
    expect(await refusal(bench.client.chat.update({ channel: sales, ts, text: 'x' }))).toBe('message_not_found');
  });
});

describe('refusals', () => {
  test('membership, existence and archive', async () => {
    await using bench = await workbench();
    const post = (channel: string) => refusal(bench.client.chat.postMessage({ channel, text: 'x' }));
    expect(await post('C0ACCOUNT1')).toBe('not_in_channel');
    expect(await post('C0NOWHERE1')).toBe('channel_not_found');
    await bench.simulator.control.remove({ channel: 'deal-desk' });
    expect(await post('C0PRIVATE1')).toBe('channel_not_found');
    await bench.simulator.control.invite({ channel: 'C0ACCOUNT1' });
    expect(await post('C0ACCOUNT1')).toBe('ok');
    await bench.simulator.control.archive({ channel: 'acme-account' });
    expect(await post('C0ACCOUNT1')).toBe('is_archived');
    expect(await post(rep)).toBe('ok');
  });

  test('messages of others, missing text, and text that is too long', async () => {
    await using bench = await workbench();
    const said = await bench.simulator.control.message({ channel: sales, user: rep, text: 'mine' });
    const ts = String(said.ts);
    expect(await refusal(bench.client.chat.update({ channel: sales, ts, text: 'x' }))).toBe('cant_update_message');
    expect(await refusal(bench.client.chat.delete({ channel: sales, ts }))).toBe('cant_delete_message');
    expect(await refusal(bench.client.chat.postMessage({ channel: sales, text: '' }))).toBe('no_text');
    const own = String((await bench.client.chat.postMessage({ channel: sales, text: 'x'.repeat(40_000) })).ts);
    expect(await refusal(bench.client.chat.postMessage({ channel: sales, text: 'x'.repeat(40_001) }))).toBe(
      'msg_too_long',
    );
    expect(await refusal(bench.client.chat.update({ channel: sales, ts: own, text: 'x'.repeat(4001) }))).toBe(
      'msg_too_long',
    );
  });

  test('invalid blocks answer in the shape of Slack', async () => {
    await using bench = await workbench();
    const call = bench.client.chat.postMessage({ channel: sales, text: 'x', blocks: [section('x'.repeat(3001))] });
    const error = 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]';
    await expect(call).rejects.toMatchObject({
      data: {
        ok: false,
        error: 'invalid_blocks',
        errors: [error],
        response_metadata: { messages: [`[ERROR] ${error}`] },
      },
    });
  });

  test('a wrong token, a missing one, a method that is not there', async () => {
    await using bench = await workbench();
    const stranger = new WebClient('xoxb-wrong', { slackApiUrl: bench.simulator.apiUrl, retryConfig: { retries: 0 } });
    expect(await refusal(stranger.auth.test())).toBe('invalid_auth');
    const bare = await fetch(`${bench.simulator.apiUrl}auth.test`, { method: 'POST' });
    expect(await bare.json()).toMatchObject({ ok: false, error: 'not_authed' });
    expect(await refusal(bench.client.apiCall('constructor'))).toBe('unknown_method');
    expect((await bench.client.auth.test()).user_id).toBe(bot);
  });

  test('a rebound name of this machine is refused', async () => {
    await using bench = await workbench();
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const url = new URL('/control/state', bench.simulator.url);
      request(url, { headers: { host: 'attacker.example' } }, (response) => resolve(response.statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  });
});

describe('faults and limits', () => {
  test('429 carries Retry-After and changes nothing', async () => {
    await using bench = await workbench();
    await bench.simulator.control.fault({ method: 'chat.postMessage', kind: 'rate_limit', count: 1, retryAfter: 7 });
    const call = bench.client.chat.postMessage({ channel: sales, text: 'x' });
    await expect(call).rejects.toMatchObject({ retryAfter: 7 });
    expect(bench.simulator.state.messages).toHaveLength(0);
    await bench.client.chat.postMessage({ channel: sales, text: 'x' });
    expect(bench.simulator.state.messages).toHaveLength(1);
  });

  test('accept-then-drop posts and loses the answer; drop does not post', async () => {
    await using bench = await workbench();
    const { control, state } = bench.simulator;
    await control.fault({ method: 'chat.postMessage', kind: 'accept_then_drop', count: 1 });
    await expect(bench.client.chat.postMessage({ channel: sales, text: 'x' })).rejects.toThrow();
    expect(state.messages).toHaveLength(1);
    await control.fault({ method: 'chat.postMessage', kind: 'drop', count: 1 });
    await expect(bench.client.chat.postMessage({ channel: sales, text: 'y' })).rejects.toThrow();
    expect(state.messages).toHaveLength(1);
    const log = await control.log();
    expect(log.map((entry) => entry.fault)).toEqual(['accept_then_drop', 'drop']);
  });

  test('errors, http 500 and delays on demand, for chosen calls only', async () => {
    await using bench = await workbench();
    const { control } = bench.simulator;
    await control.fault({ method: '*', kind: 'error', error: 'token_revoked', count: 1, containing: 'poison' });
    expect(await refusal(bench.client.chat.postMessage({ channel: sales, text: 'fine' }))).toBe('ok');
    expect(await refusal(bench.client.chat.postMessage({ channel: sales, text: 'poison' }))).toBe('token_revoked');
    await control.fault({ method: 'auth.test', kind: 'http_500', count: 1 });
    await expect(bench.client.auth.test()).rejects.toMatchObject({ statusCode: 500 });
    await control.fault({ method: 'auth.test', kind: 'delay', delayMs: 400, count: 1 });
    const late = bench.client.auth.test();
    await bench.clock.sleeping(400);
    bench.clock.advance(400);
    expect((await late).ok).toBe(true);
  });

  test('history as distributed apps outside the Marketplace get it', async () => {
    await using bench = await workbench();
    for (let index = 0; index < 16; index += 1) await bench.client.chat.postMessage({ channel: sales, text: 'x' });
    await bench.simulator.control.rateLimits({ unlistedHistory: true });
    const history = () => bench.client.conversations.history({ channel: sales, limit: 100 });
    expect(await history()).toMatchObject({ has_more: true, messages: { length: 15 } });
    await expect(history()).rejects.toMatchObject({ retryAfter: 60 });
  });

  test('tiers and one message a second count only when switched on', async () => {
    await using bench = await workbench();
    const post = () => refusal(bench.client.chat.postMessage({ channel: sales, text: 'x' }));
    expect([await post(), await post()]).toEqual(['ok', 'ok']);
    await bench.simulator.control.rateLimits({ perChannel: true, tiers: true });
    expect(await post()).toBe('ok');
    expect(await post()).not.toBe('ok');
    bench.clock.advance(1000);
    expect(await post()).toBe('ok');
    const lists = Array.from({ length: 21 }, () => refusal(bench.client.users.list({})));
    expect((await Promise.all(lists)).filter((outcome) => outcome === 'ok')).toHaveLength(20);
  });
});
