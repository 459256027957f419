import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Brief } from '../domain/brief.ts';
import { silentLog } from '../domain/log.ts';
import type { Run } from '../domain/run.ts';
import { createTestClock } from './fixtures/clock.ts';
import { brief, plan, run, stage } from './fixtures/maersk.ts';
import { createMemoryRepositories } from './fixtures/memory-repositories.ts';
import { type SlackServer, startSlackServer } from './fixtures/slack-server.ts';
import { spoken } from './fixtures/spoken.ts';
import { createReporter } from './reporter.ts';
import { createOutboxClient } from './slack-client.ts';

let server: SlackServer;
beforeEach(async () => {
  server = await startSlackServer();
});
afterEach(async () => {
  await server.close();
});

const lease = { owner: 'w1', token: 1, expiresAt: '2026-11-23T10:00:00.000Z' };
const replaced: Run = { ...run, lastToken: 2, lease: { ...lease, owner: 'w2', token: 2 } };
const leased: Run = { ...run, lease };
const early: Brief = (({ report: _, useCases: __, ...rest }) => ({ ...rest, files: [] }))(brief);

function setUp(given: Run = leased) {
  const clock = createTestClock();
  const repositories = createMemoryRepositories(clock.now);
  repositories.put(given);
  let shown = early;
  const make = () =>
    createReporter({
      slackFor: () => createOutboxClient('xoxb-test', server.apiUrl, silentLog, 2000),
      repositories,
      files: {
        put: () => Promise.resolve(),
        get: () => Promise.resolve({ content: new TextEncoder().encode('%PDF-1.7'), mimeType: 'application/pdf' }),
        delete: () => Promise.resolve(),
        deleteBelow: () => Promise.resolve(),
        list: () => Promise.resolve([]),
      },
      clock,
      log: silentLog,
      plan: () => plan,
      assemble: () => Promise.resolve(shown),
    });
  return {
    clock,
    repositories,
    reporter: make(),
    make,
    setBrief: (next: Brief) => {
      shown = next;
    },
    /** The run as its worker leaves it: no lease, ended. */
    finish: (status: Run['status']) => {
      const { lease: _, ...rest } = leased;
      repositories.put({ ...rest, status, finishedAt: '2026-11-23T09:01:56.000Z' });
    },
  };
}

const stageEvent = (id: string, status: 'running' | 'done') =>
  ({ type: 'stage', team: 'T1', run: 'run-1', stage: id, status }) as const;
const runEvent = (status: Run['status'], note?: string) =>
  ({ type: 'run', team: 'T1', run: 'run-1', status, ...(note !== undefined && { note }) }) as const;
const anchorSays = () => spoken(server.inSlot('anchor')[0]?.blocks ?? []);
const slotsInOrder = () => server.messages.map(({ metadata }) => metadata.event_payload.slot);

describe('the reporter', () => {
  it('opens with the anchor, then posts each part in the thread when it is there, and ends with the true state', async () => {
    const { reporter, repositories, setBrief, finish } = setUp();
    expect(await reporter.open(leased)).toEqual({ ok: true });
    expect(slotsInOrder()).toEqual(['anchor']);

    repositories.setStages('run-1', [stage('identity', 'done'), stage('report', 'done')]);
    setBrief({ ...early, report: brief.report });
    reporter.changed(stageEvent('report', 'done'));
    await reporter.settle('T1', 'run-1');
    expect(slotsInOrder()).toEqual(['anchor', 'summary']);

    repositories.setStages(
      'run-1',
      plan.map((id) => stage(id, 'done')),
    );
    setBrief(brief);
    finish('completed');
    reporter.changed(runEvent('completed'));
    await reporter.settle('T1', 'run-1');
    expect(slotsInOrder()).toEqual(['anchor', 'summary', 'useCases']);
    const anchorTs = server.inSlot('anchor')[0]?.ts;
    expect(server.messages.slice(1).every(({ thread_ts }) => thread_ts === anchorTs)).toBe(true);
    expect(anchorSays()).toContain('Done in 1 min 52 s. The brief is in this thread.');
    expect(anchorSays()).not.toContain('[Cancel]');
    const files = [...server.files.values()].filter(({ shared }) => shared);
    expect(files.map(({ name }) => name)).toEqual(['A.P. Moller - Maersk – one-pager – 2026-11-23.pdf']);
    expect(files[0]?.args).toMatchObject({ thread_ts: anchorTs });
  });

  it('says so when storage breaks down while the end is shown, and shows it the next time', async () => {
    const { reporter, repositories, finish } = setUp();
    await reporter.open(leased);
    finish('completed');
    const { list } = repositories.stages;
    repositories.stages.list = () => Promise.reject(new Error('disk full'));
    await expect(reporter.settle('T1', 'run-1')).rejects.toMatchObject({ retryable: true });
    repositories.stages.list = list;
    await reporter.settle('T1', 'run-1');
    expect(anchorSays()).toContain('Done');
  });

  it('goes on with a run that has not ended while the app has lost its access', async () => {
    const { reporter, repositories } = setUp();
    await reporter.open(leased);
    repositories.setStages('run-1', [stage('identity', 'done')]);
    server.fail('chat.update', { error: 'token_revoked' });
    reporter.changed(stageEvent('identity', 'done'));
    await reporter.settle('T1', 'run-1');
    expect(server.count('chat.update')).toBe(1);
  });

  it('says that the end is shown nowhere while the app has lost its access, and shows it once it is back', async () => {
    const { reporter, finish } = setUp();
    await reporter.open(leased);
    finish('completed');
    server.fail('chat.update', { error: 'token_revoked' });
    await expect(reporter.settle('T1', 'run-1')).rejects.toMatchObject({ code: 'slack_refused' });
    expect(anchorSays()).not.toContain('Done');
    await reporter.settle('T1', 'run-1');
    expect(anchorSays()).toContain('Done');
  });

  it('changes nothing in Slack when everything is delivered a second time, by any process', async () => {
    const { reporter, make, repositories, setBrief, finish } = setUp();
    await reporter.open(leased);
    repositories.setStages(
      'run-1',
      plan.map((id) => stage(id, 'done')),
    );
    setBrief(brief);
    finish('completed');
    await reporter.settle('T1', 'run-1');
    const before = server.calls.length;
    for (const again of [reporter, make()]) {
      again.changed(runEvent('completed'));
      again.changed(stageEvent('report', 'done'));
      await again.settle('T1', 'run-1');
    }
    expect(server.calls.length).toBe(before);
    expect(server.messages.every(({ edits }) => edits <= 1)).toBe(true);
  });

  it('edits the anchor at most every three seconds, whatever happens in between, and ends with the last state', async () => {
    const { reporter, repositories, clock } = setUp();
    await reporter.open(leased);
    const edits: number[] = [];
    const ids = plan.map((id) => id);
    for (let done = 1; done <= ids.length; done++) {
      for (let burst = 0; burst < 5; burst++) {
        repositories.setStages('run-1', [...ids.slice(0, done).map((id) => stage(id, 'done', `line ${burst}`))]);
        reporter.changed(stageEvent(ids[done - 1] ?? '', 'done'));
      }
      const before = server.count('chat.update');
      await reporter.settle('T1', 'run-1');
      if (server.count('chat.update') > before) edits.push(clock.monotonic());
      expect(server.count('chat.update') - before).toBeLessThanOrEqual(2);
    }
    for (const [index, at] of edits.entries())
      if (index > 0) expect(at - (edits[index - 1] ?? 0)).toBeGreaterThanOrEqual(3000);
    expect(anchorSays()).toContain('6 of 6 steps done');
    expect(anchorSays()).toContain('line 4');
  });

  it('does not keep the end of a run back for the sake of its own pace', async () => {
    const { reporter, repositories, clock, finish } = setUp();
    await reporter.open(leased);
    clock.advance(3000);
    repositories.setStages('run-1', [stage('identity', 'done')]);
    reporter.changed(stageEvent('identity', 'done'));
    await reporter.settle('T1', 'run-1');
    const edited = clock.monotonic();
    finish('cancelled');
    reporter.changed(runEvent('cancelled'));
    await reporter.settle('T1', 'run-1');
    expect(anchorSays()).toContain('Cancelled after');
    expect(clock.monotonic() - edited).toBeLessThan(2000);
  });

  it('shows what the worker says about the moment', async () => {
    const { reporter } = setUp();
    await reporter.open(leased);
    reporter.changed(runEvent('running', 'Waiting for quota: the model asks for a pause of 20 s.'));
    await reporter.settle('T1', 'run-1');
    expect(anchorSays()).toContain('Waiting for quota');
  });

  it('goes on where a killed process stopped: no second anchor, no second summary', async () => {
    const { make, repositories, setBrief, clock } = setUp();
    await make().open(leased);
    const [slot] = repositories.slotsOf('run-1');
    if (!slot) throw new TypeError('no slot');
    const { ts: _, hash: __, ...intent } = slot;
    repositories.putSlot('run-1', { ...intent, state: 'intent' });
    clock.advance(90_000);
    repositories.put(replaced);
    repositories.setStages('run-1', [stage('report', 'done')]);
    setBrief({ ...early, report: brief.report });
    const next = make();
    expect(await next.open(replaced)).toEqual({ ok: true });
    await next.settle('T1', 'run-1');
    expect(slotsInOrder()).toEqual(['anchor', 'summary']);
  });

  it('is silent once another worker holds the run', async () => {
    const { reporter, repositories, setBrief } = setUp();
    await reporter.open(leased);
    const before = server.calls.length;
    repositories.put(replaced);
    repositories.setStages('run-1', [stage('report', 'done')]);
    setBrief(brief);
    reporter.changed(stageEvent('report', 'done'));
    await reporter.settle('T1', 'run-1');
    expect(server.calls.length).toBe(before);
    await expect(reporter.open({ ...leased })).rejects.toMatchObject({ code: 'lease_lost' });
  });

  it('posts nothing but the final state of the anchor after a cancel', async () => {
    const { reporter, repositories, setBrief, finish } = setUp();
    await reporter.open(leased);
    repositories.setStages('run-1', [stage('report', 'done')]);
    setBrief(brief);
    repositories.put({ ...leased, cancelRequested: { by: 'U1', at: run.createdAt } });
    reporter.changed(stageEvent('report', 'done'));
    await reporter.settle('T1', 'run-1');
    expect(anchorSays()).toContain('Stopping');
    finish('cancelled');
    await reporter.settle('T1', 'run-1');
    expect(slotsInOrder()).toEqual(['anchor']);
    expect(anchorSays()).toContain('Cancelled after 1 min 52 s. Kept: what 1 finished step found.');
    expect(server.count('files.getUploadURLExternal')).toBe(0);
  });

  it('shows nothing of a run that was cancelled before it was ever shown', async () => {
    const { reporter, finish } = setUp();
    finish('cancelled');
    reporter.changed(runEvent('cancelled'));
    await reporter.settle('T1', 'run-1');
    expect(server.calls).toEqual([]);
  });

  it('shows a run that failed before it was ever shown: nothing is silently lost', async () => {
    const { reporter, finish } = setUp();
    finish('failed');
    reporter.changed(runEvent('failed'));
    await reporter.settle('T1', 'run-1');
    expect(anchorSays()).toContain('Failed after');
  });

  it('shows the anchor even when the brief cannot be put together', async () => {
    const { clock, repositories } = setUp();
    const reporter = createReporter({
      slackFor: () => createOutboxClient('xoxb-test', server.apiUrl, silentLog, 2000),
      repositories,
      files: {
        put: () => Promise.resolve(),
        get: () => Promise.resolve(undefined),
        delete: () => Promise.resolve(),
        deleteBelow: () => Promise.resolve(),
        list: () => Promise.resolve([]),
      },
      clock,
      log: silentLog,
      plan: () => plan,
      assemble: () => Promise.reject(new TypeError('broken')),
    });
    repositories.setStages('run-1', [stage('identity', 'done')]);
    expect(await reporter.open(leased)).toEqual({ ok: true });
    expect(anchorSays()).toContain('1 of 6 steps done');
  });

  it('throws when Slack is down, so that the job is tried again', async () => {
    const { reporter } = setUp();
    server.fail('chat.postMessage', ...Array.from({ length: 5 }, () => ({ status: 503 })));
    await expect(reporter.open(leased)).rejects.toMatchObject({ code: 'slack_unreachable', retryable: true });
  });
});

describe('a run without a place', () => {
  const until = '2026-11-24T09:00:00.000Z';
  const waiting = (replyUrl: string | undefined): Run => ({
    ...run,
    status: 'waiting',
    waiting: { for: 'place', reason: 'not_in_channel', until },
    ...(replyUrl !== undefined && { replyUrl }),
  });

  it('is told to the worker with Slack’s code', async () => {
    const { reporter } = setUp();
    server.fail('chat.postMessage', { error: 'not_in_channel' });
    expect(await reporter.open(leased)).toEqual({ ok: false, unreachable: 'not_in_channel' });
  });

  it('is explained to its requester once, where the command was typed', async () => {
    const { reporter, repositories } = setUp();
    repositories.put(waiting(server.replyUrl));
    reporter.changed(runEvent('waiting'));
    await reporter.settle('T1', 'run-1');
    await reporter.settle('T1', 'run-1');
    expect(server.replies).toHaveLength(1);
    expect(JSON.stringify(server.replies[0])).toContain('/invite @Prospector');
    expect(server.replies[0]).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(server.messages).toHaveLength(0);
  });

  it('is explained again when the next try fails too', async () => {
    const { reporter, repositories } = setUp();
    repositories.put(waiting(server.replyUrl));
    await reporter.settle('T1', 'run-1');
    repositories.put({
      ...waiting(server.replyUrl),
      waiting: { for: 'place', reason: 'not_in_channel', until: '2026-11-24T09:05:00.000Z' },
    });
    await reporter.settle('T1', 'run-1');
    expect(server.replies).toHaveLength(2);
  });

  it.each([
    ['there is no response_url', false],
    ['the response_url has expired', true],
  ])('is explained in a direct message when %s', async (_, expired) => {
    const { reporter, repositories } = setUp();
    repositories.put(waiting(expired ? server.replyUrl : undefined));
    if (expired) server.fail('reply', { status: 404 });
    await reporter.settle('T1', 'run-1');
    expect(server.messages).toMatchObject([{ channel: 'D-U1' }]);
    expect(server.messages[0]?.text).toContain('/invite @Prospector');
  });

  it('that lost it on the way is told to its requester directly, once', async () => {
    const { reporter, repositories, setBrief } = setUp();
    await reporter.open(leased);
    repositories.setStages('run-1', [stage('report', 'done')]);
    setBrief(early);
    server.fail('chat.update', { error: 'is_archived' }, { error: 'is_archived' });
    reporter.changed(stageEvent('report', 'done'));
    await reporter.settle('T1', 'run-1');
    await reporter.settle('T1', 'run-1');
    const direct = server.messages.filter(({ channel }) => channel === 'D-U1');
    expect(direct).toHaveLength(1);
    expect(direct[0]?.text).toContain('That channel is archived.');
  });
});

it('offers Show again for what may be missing, and shows it when somebody asked', async () => {
  const { reporter, repositories, setBrief } = setUp();
  await reporter.open(leased);
  repositories.setStages('run-1', [stage('report', 'done')]);
  setBrief({ ...early, report: brief.report });
  server.fail('chat.postMessage', 'dropped');
  server.fail('conversations.replies', { error: 'missing_scope' });
  reporter.changed(stageEvent('report', 'done'));
  await reporter.settle('T1', 'run-1');
  expect(anchorSays()).toContain('they may be missing below: Summary');
  expect(anchorSays()).toContain('[Show again]');
  const slot = repositories.slotsOf('run-1').find(({ place }) => place === 'summary');
  if (!slot) throw new TypeError('no slot');
  repositories.putSlot('run-1', { ...slot, state: 'gone', revision: slot.revision + 1 });
  await reporter.settle('T1', 'run-1');
  expect(slotsInOrder()).toEqual(['anchor', 'summary']);
  expect(anchorSays()).not.toContain('Show again');
});
