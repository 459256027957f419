import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { silentLog } from '../domain/log.ts';
import type { Job } from '../domain/ports/queue.ts';
import type { Run } from '../domain/run.ts';
import { type Bot, type BotDeps, createBot } from './app.ts';
import { brief, run, stage } from './fixtures/maersk.ts';
import { createMemoryRepositories, type MemoryRepositories } from './fixtures/memory-repositories.ts';
import { createSender, signingSecret } from './fixtures/signed-sender.ts';
import { type SlackServer, startSlackServer } from './fixtures/slack-server.ts';

let server: SlackServer;
let bot: Bot;
let repositories: MemoryRepositories;
let jobs: Job[];
let send: ReturnType<typeof createSender>;

async function start(extra: Partial<BotDeps> = {}): Promise<void> {
  repositories = createMemoryRepositories();
  jobs = [];
  let ids = 0;
  bot = createBot({
    signingSecret,
    botToken: 'xoxb-test',
    slackApiUrl: server.apiUrl,
    repositories,
    assemble: () => Promise.resolve(brief),
    compare: () => Promise.reject(new TypeError('not needed')),
    queue: {
      publish: (job) => {
        jobs.push(job);
        return Promise.resolve();
      },
    },
    clock: { now: () => new Date(), monotonic: () => performance.now(), sleep: () => Promise.resolve() },
    newId: () => `ref-${++ids}`,
    log: silentLog,
    readiness: () => Promise.resolve({ ready: true, checks: { storage: true } }),
    ...extra,
  });
  await bot.start(0, '127.0.0.1');
  send = createSender(bot.port, server.replyUrl);
}

beforeEach(async () => {
  server = await startSlackServer();
  await start();
});
afterEach(async () => {
  await bot.stop();
  await server.close();
});

const restart = async (extra: Partial<BotDeps>) => {
  await bot.stop();
  await start(extra);
};
const told = async (response: Response): Promise<string> => {
  expect(response.status).toBe(200);
  const body = await response.text();
  return body === '' ? '' : JSON.parse(body).text;
};
const lastReply = () => JSON.stringify(server.replies.at(-1));

describe('the door', () => {
  it('acknowledges a command after storing and publishing, in well under 300 ms', async () => {
    const from = performance.now();
    const text = await told(await send.command('Maersk maersk.com'));
    expect(performance.now() - from).toBeLessThan(300);
    expect(text).toContain('Research on Maersk begins (maersk.com).');
    expect(repositories.all()).toMatchObject([
      {
        companyName: 'Maersk',
        domain: 'maersk.com',
        mode: 'standard',
        channel: 'C1',
        visibility: 'team',
        createdBy: 'U1',
        replyUrl: server.replyUrl,
      },
    ]);
    expect(repositories.all()[0]?.wanted).toContain('onePager[u1]');
    expect(jobs).toEqual([{ team: 'T1', kind: 'run', id: repositories.all()[0]?.id, attempt: 1 }]);
    expect(server.calls.map(({ method }) => method)).toEqual(['users.info']);
  });

  it.each([
    ['a wrong signature', { secret: 'somebody-elses-secret' }],
    ['a timestamp of six minutes ago', { skew: -360 }],
    ['a timestamp in six minutes', { skew: 360 }],
    ['a timestamp that is none', { timestamp: Number.NaN }],
  ])('refuses %s', async (_, options) => {
    expect((await send.command('Maersk', {}, options)).status).toBe(401);
    expect(repositories.all()).toEqual([]);
  });

  it('refuses a request without a signature', async () => {
    const response = await fetch(`http://127.0.0.1:${bot.port}/slack/events`, {
      method: 'POST',
      body: send.commandBody('Maersk'),
    });
    expect(response.status).toBe(401);
  });

  it('takes clocks that are a few minutes apart', async () => {
    expect((await send.command('Maersk', {}, { skew: 240 })).status).toBe(200);
    expect((await send.command('IKEA', {}, { skew: -240 })).status).toBe(200);
  });

  it('refuses the same signed request a second time, also at the same moment', async () => {
    const body = send.commandBody('Maersk');
    const timestamp = Math.floor(Date.now() / 1000);
    const answers = await Promise.all([send.raw(body, { timestamp }), send.raw(body, { timestamp })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await send.raw(body, { timestamp })).status).toBe(401);
    expect(repositories.all()).toHaveLength(1);
    expect(jobs).toHaveLength(1);
  });

  it('takes a form whose content type names its charset', async () => {
    const response = await send.command(
      'Zürcher Kantonalbank',
      {},
      { contentType: 'application/x-www-form-urlencoded; charset=utf-8' },
    );
    expect(await told(response)).toContain('Zürcher Kantonalbank');
  });

  it('answers Slack’s certificate check and nothing hidden in it', async () => {
    const response = await fetch(`http://127.0.0.1:${bot.port}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `ssl_check=1&${send.commandBody('Maersk')}`,
    });
    expect(response.status).toBe(200);
    expect(repositories.all()).toEqual([]);
  });

  it('refuses a body that is too large', async () => {
    expect((await send.raw(`text=${'x'.repeat(5 * 1024 * 1024)}`)).status).toBe(413);
  });

  it('says that it lives and whether it is ready, without secrets', async () => {
    const get = (path: string) => fetch(`http://127.0.0.1:${bot.port}${path}`);
    expect(await (await get('/health')).json()).toEqual({ status: 'ok' });
    expect(await (await get('/ready')).json()).toEqual({ ready: true, checks: { storage: true } });
    expect((await get('/elsewhere')).status).toBe(404);
    await restart({ readiness: () => Promise.resolve({ ready: false, checks: { storage: false } }) });
    expect((await get('/ready')).status).toBe(503);
    await restart({ readiness: () => Promise.reject(new Error('xoxb-secret')) });
    expect(await (await get('/ready')).text()).toBe('{"ready":false,"checks":{}}');
  });

  it('lets in the teams that are allowed, and no strangers in shared channels', async () => {
    await restart({ allowedTeams: ['T2'] });
    expect(await told(await send.command('Maersk'))).toContain('not set up to use Prospector');
    await restart({ allowedTeams: ['T1'] });
    expect(await told(await send.command('Maersk'))).toContain('begins');
    await send.click('run_cancel', repositories.all()[0]?.id ?? '', { user: { id: 'U1', team_id: 'T9' } });
    expect(lastReply()).toContain('not set up to use Prospector');
    expect(repositories.all()[0]?.cancelRequested).toBeUndefined();
  });
});

describe('/prospect', () => {
  it('makes one run of one trigger, however often it arrives', async () => {
    await send.command('Maersk', { trigger_id: 'same' });
    await send.command('Maersk', { trigger_id: 'same', user_name: 'renamed' });
    expect(repositories.all()).toHaveLength(1);
  });

  it('answers the same company again with a link to the thread, and starts nothing', async () => {
    await send.command('Maersk');
    expect(await told(await send.command('Maersk'))).toContain(
      'nothing new was started. Its thread opens here in a moment.',
    );
    const [first] = repositories.all();
    repositories.putSlot(first?.id ?? '', {
      place: 'anchor',
      state: 'posted',
      channel: 'C1',
      ts: '1700000000.000100',
      intentAt: '2026-11-23T09:00:00.000Z',
      revision: 1,
    });
    expect(await told(await send.command('Maersk'))).toContain('https://acme.slack.com/archives/C1/p1700000000000100');
    expect(jobs).toHaveLength(1);
  });

  it('is acknowledged although publishing failed: the run is stored', async () => {
    await restart({ queue: { publish: () => Promise.reject(new Error('queue is down')) } });
    expect(await told(await send.command('Maersk'))).toContain('begins');
    expect(repositories.all()).toHaveLength(1);
  });

  it.each([
    ['C1', 'accounts', 'team'],
    ['C2', 'privategroup', 'C2'],
    ['D1', 'directmessage', 'D1'],
    ['C3', 'mpdm-a--b--c-1', 'C3'],
    ['G1', 'old-private', 'G1'],
  ])('in %s (%s) is visible to %s', async (channel_id, channel_name, visibility) => {
    await send.command('Maersk', { channel_id, channel_name });
    expect(repositories.all()[0]?.visibility).toBe(visibility);
  });

  it('tells about a wrong name and stores nothing', async () => {
    for (const text of ['<!channel>', 'x'.repeat(300), "'; DROP TABLE runs; --", '/etc/passwd']) {
      expect(await told(await send.command(text))).toContain('Nothing was started.');
    }
    expect(repositories.all()).toEqual([]);
    expect(jobs).toEqual([]);
  });

  it('opens the form with ids only in its metadata', async () => {
    expect(await told(await send.command(''))).toBe('');
    const call = server.calls.at(-1);
    expect(call).toMatchObject({ method: 'views.open', args: { trigger_id: expect.any(String) } });
    expect(JSON.parse(JSON.parse(call?.args.view ?? '{}').private_metadata)).toEqual({
      channel: 'C1',
      visibility: 'team',
    });
  });

  it('says so when Slack does not open the form', async () => {
    server.fail('views.open', { error: 'expired_trigger_id' });
    expect(await told(await send.command('?'))).toMatch(/Slack did not open the form\..*Reference: ref-1/);
  });

  it('asks before it researches a slip, and then does what is chosen', async () => {
    const response = await send.command('statsu');
    const { blocks } = JSON.parse(await response.text());
    const [{ value: word }, { value: sealed }] = blocks[1].elements;
    expect(repositories.all()).toEqual([]);
    expect(sealed).not.toContain('statsu');
    await send.click('typo_command', word);
    expect(lastReply()).toContain('Nothing runs here');
    await send.click('typo_research', sealed);
    expect(lastReply()).toContain('Research on statsu begins');
    expect(repositories.all()).toMatchObject([{ companyName: 'statsu', visibility: 'team' }]);
  });

  it('opens the form for a sealed name it cannot read', async () => {
    await send.click('typo_research', 'forged');
    expect(server.count('views.open')).toBe(1);
    expect(repositories.all()).toEqual([]);
  });

  it('lists what runs in this channel and cancels one’s own run', async () => {
    await send.command('Maersk');
    repositories.put({ ...run, id: 'theirs', companyName: 'IKEA', createdBy: 'U2' });
    repositories.put({ ...run, id: 'elsewhere', companyName: 'Delta', channel: 'C9' });
    const list = await told(await send.command('status'));
    expect(list).toContain('Maersk: in the queue');
    expect(list).toContain('IKEA: running');
    expect(list).not.toContain('Delta');
    expect(await told(await send.command('cancel'))).toContain('The research on Maersk stops.');
    expect(repositories.all()[0]?.cancelRequested).toMatchObject({ by: 'U1' });
    expect(repositories.all()[1]?.cancelRequested).toBeUndefined();
    expect(await told(await send.command('cancel'))).toContain('Nothing of yours runs here.');
  });

  it('asks which of several runs to cancel', async () => {
    for (const name of ['Maersk', 'IKEA']) await send.command(name);
    const { blocks } = JSON.parse(await (await send.command('cancel')).text());
    const values = blocks.slice(1).map((block: { elements: { value: string }[] }) => block.elements[0]?.value);
    expect(values.toSorted()).toEqual(
      repositories
        .all()
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('answers an error with what happened, what was kept, what to do and a reference, without its details', async () => {
    const fail = () =>
      Promise.reject(
        new AppError('storage_failed', 'The run could not be stored.', { cause: new Error('host 10.0.0.7 refused') }),
      );
    await restart({
      repositories: { ...createMemoryRepositories(), runs: { ...createMemoryRepositories().runs, create: fail } },
    });
    const text = await told(await send.command('Maersk'));
    expect(text).toMatch(
      /^The run could not be stored\. Nothing new was started; what was done before is kept\. Try again in a minute\..*Reference: ref-1$/,
    );
    expect(text).not.toContain('10.0.0.7');
  });
});

describe('the form', () => {
  it('starts the run with everything that was typed and says what happens next', async () => {
    const response = await send.submit({
      company: 'Maersk',
      domain: 'https://www.maersk.com/',
      mode: 'quick',
      focus: 'Terminals',
      sales_history: 'Met in May.',
    });
    const body = await response.json();
    expect(body).toMatchObject({ response_action: 'update' });
    expect(JSON.stringify(body)).toContain('Research on Maersk begins (maersk.com).');
    expect(repositories.all()).toMatchObject([
      {
        companyName: 'Maersk',
        domain: 'maersk.com',
        mode: 'quick',
        focus: 'Terminals',
        salesHistory: 'Met in May.',
        channel: 'C1',
      },
    ]);
  });

  it.each([
    [{ company: '', domain: '' }, { company: 'Give a company name or its domain.' }],
    [{ company: 'x'.repeat(300) }, { company: 'A company name may have at most 255 characters.' }],
    [
      { company: 'Maersk', domain: 'not a domain' },
      { domain: 'A domain looks like acme.com, without https:// or a path.' },
    ],
    [
      { company: 'Maersk', sales_history: 'x'.repeat(5001) },
      { sales_history: 'The sales history may have at most 5,000 characters.' },
    ],
    [{ company: '<!channel>' }, { company: expect.stringContaining('no markup') }],
  ])('puts the error on the field that is wrong: %j', async (values, errors) => {
    const response = await send.submit({ mode: 'quick', ...values });
    expect(await response.json()).toEqual({ response_action: 'errors', errors });
    expect(repositories.all()).toEqual([]);
  });

  it('takes a domain alone', async () => {
    await send.submit({ company: '', domain: 'acme.com', mode: 'quick' });
    expect(repositories.all()).toMatchObject([{ companyName: 'acme.com', domain: 'acme.com' }]);
  });

  it('keeps what was typed when we fail', async () => {
    const fail = () => Promise.reject(new Error('boom'));
    await restart({
      repositories: { ...createMemoryRepositories(), runs: { ...createMemoryRepositories().runs, create: fail } },
    });
    expect(await (await send.submit({ company: 'Maersk', mode: 'quick' })).json()).toEqual({
      response_action: 'errors',
      errors: { company: expect.stringMatching(/Something went wrong on our side\..*Reference: ref-1/) },
    });
  });
});

describe('clicks', () => {
  const candidates = [
    { name: 'Delta Air Lines', domain: 'delta.com' },
    { name: 'Delta Electronics', domain: 'deltaww.com' },
  ];
  const until = '2026-11-24T09:00:00.000Z';
  const asking: Run = {
    ...run,
    id: 'r1',
    companyName: 'Delta',
    status: 'waiting',
    waiting: { for: 'identity', candidates, until },
  };
  const placeless: Run = {
    ...run,
    id: 'r2',
    status: 'waiting',
    waiting: { for: 'place', reason: 'not_in_channel', until },
  };

  it('choose the company once; a second click hears so', async () => {
    repositories.put(asking);
    expect((await send.click('identity_choose', 'r1:1')).status).toBe(200);
    expect(repositories.all()[0]).toMatchObject({ choice: { domain: 'deltaww.com' }, status: 'queued' });
    expect(jobs).toHaveLength(1);
    expect(server.replies).toEqual([]);
    await send.click('identity_choose', 'r1:0');
    expect(lastReply()).toContain('The choice was made already: Delta Electronics.');
    expect(jobs).toHaveLength(1);
  });

  it.each(['r1:7', 'r1:x', 'r1'])('with the value %s choose nothing', async (value) => {
    repositories.put(asking);
    await send.click('identity_choose', value);
    expect(repositories.all()[0]?.choice).toBeUndefined();
    expect(lastReply()).toContain('Nothing was changed.');
  });

  it('are for those who may see the run', async () => {
    repositories.put({ ...asking, visibility: 'C2', channel: 'C2' });
    await send.click('identity_choose', 'r1:1', { user: { id: 'U2', team_id: 'T1' } });
    expect(lastReply()).toContain('not yours to see');
    await send.click('identity_choose', 'r1:1', { team: { id: 'T2' }, user: { id: 'U1', team_id: 'T2' } });
    expect(lastReply()).toContain('not yours to see');
    expect(repositories.all()[0]?.choice).toBeUndefined();
    await send.click('identity_choose', 'r1:1', {
      user: { id: 'U2', team_id: 'T1' },
      channel: { id: 'C2', name: 'privategroup' },
    });
    expect(repositories.all()[0]?.choice).toBeDefined();
  });

  it('cancel for the requester and for managers only, and say when it is too late', async () => {
    await restart({ managers: ['T1/UM'] });
    repositories.put(run);
    await send.click('run_cancel', run.id, { user: { id: 'U2', team_id: 'T1' } });
    expect(lastReply()).toContain('Only whoever started this research, or a manager, can stop it.');
    expect(repositories.all()[0]?.cancelRequested).toBeUndefined();
    await send.click('run_cancel', run.id, { user: { id: 'UM', team_id: 'T1' } });
    expect(repositories.all()[0]?.cancelRequested).toMatchObject({ by: 'UM' });
    repositories.put({ ...run, status: 'completed' });
    await send.click('run_cancel', run.id);
    expect(lastReply()).toContain('had ended already (done)');
    expect(server.replies.every((reply) => JSON.stringify(reply).includes('"response_type":"ephemeral"'))).toBe(true);
  });

  it('try the place again, or move the run to a direct message, for its requester only', async () => {
    repositories.put(placeless);
    await send.click('place_dm', 'r2', { user: { id: 'U2', team_id: 'T1' } });
    expect(repositories.all()[0]?.waiting).toBeDefined();
    await send.click('place_retry', 'r2');
    expect(repositories.all()[0]).toMatchObject({ status: 'queued', channel: 'C1', visibility: 'team' });
    expect(lastReply()).toContain('"replace_original":true');
    repositories.put(placeless);
    await send.click('place_dm', 'r2');
    expect(repositories.all()[0]).toMatchObject({ status: 'queued', channel: 'D-U1', visibility: 'D-U1' });
    expect(jobs).toHaveLength(2);
    await send.click('place_dm', 'r2');
    expect(lastReply()).toContain('out of date');
  });

  it('let what may be missing be shown again', async () => {
    repositories.put({ ...run, status: 'completed' });
    repositories.putSlot(run.id, {
      place: 'summary',
      state: 'maybe_missing',
      channel: 'C1',
      intentAt: run.createdAt,
      revision: 3,
    });
    await send.click('slot_again', run.id);
    expect(repositories.slotsOf(run.id)).toMatchObject([{ state: 'gone', revision: 4 }]);
    expect(jobs).toHaveLength(1);
    await send.click('slot_again', run.id);
    expect(lastReply()).toContain('Nothing is missing any more.');
  });

  const short: Run = {
    ...run,
    id: 'r3',
    status: 'partial',
    attempts: [{ no: 1, wanted: ['facet.cloud', 'report', 'onePager[u1]'], remake: [], status: 'partial' }],
  };
  const made = [
    stage('facet.cloud', 'failed'),
    stage('report', 'done'),
    stage('onePager[u1]', 'done'),
    { ...stage('useCases', 'done'), output: brief.useCases },
  ];

  it('retry what is missing once, and write the report again with it', async () => {
    repositories.put(short);
    repositories.setStages('r3', made);
    const answers = await Promise.all([send.click('run_retry', 'r3'), send.click('run_retry', 'r3')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(repositories.all()[0]?.attempts).toMatchObject([
      { no: 1 },
      { no: 2, wanted: ['facet.cloud', 'report'], remake: ['report'], by: 'U1', status: 'queued' },
    ]);
    expect(jobs).toEqual([{ team: 'T1', kind: 'run', id: 'r3', attempt: 2 }]);
    const told = server.replies.map((reply) => JSON.stringify(reply));
    expect(told.filter((text) => text.includes('Trying again'))).toHaveLength(1);
    expect(told.filter((text) => text.includes('out of date'))).toHaveLength(1);
  });

  it('put back no earlier version in a research that is hidden', async () => {
    repositories.put({ ...short, visibility: 'C2', channel: 'C2', createdBy: 'U9' });
    const metadata = { run: 'r3', stage: 'onePager[u1]', version: 1 };
    const view = { id: 'V1', type: 'modal', private_metadata: JSON.stringify(metadata) };
    await send.click('asset_restore', '1', { view });
    expect(lastReply()).toContain('not yours to see');
    expect(jobs).toEqual([]);
  });

  it('offer the steps that can be retried by the names the plan shows', async () => {
    const wanted = ['signal.jobs', 'report', 'play[u2]', 'files[onePager.u2]'];
    repositories.put({ ...short, attempts: [{ no: 1, wanted, remake: [], status: 'partial' }] });
    repositories.setStages('r3', [stage('report', 'done'), ...wanted.slice(2).map((id) => stage(id, 'failed'))]);
    await send.click('thread_more', 'r3:retry');
    const form = JSON.stringify(server.calls.findLast(({ method }) => method === 'views.open')?.args);
    const labels = [...form.matchAll(/"text\W+(Job market|Play 2|One-pager 2 PDF|Account report)\W/g)];
    expect(labels.map(([, label]) => label)).toEqual(
      expect.arrayContaining(['Job market', 'Play 2', 'One-pager 2 PDF', 'Account report']),
    );
  });

  it('retry nothing when nothing is missing any more, or of a run that is hidden', async () => {
    repositories.put(short);
    repositories.setStages(
      'r3',
      made.map((record) => ({ ...record, status: 'done' as const })),
    );
    await send.click('run_retry', 'r3');
    expect(lastReply()).toContain('Nothing is missing that could be tried again.');
    repositories.put({ ...short, visibility: 'C2', channel: 'C2', createdBy: 'U9' });
    repositories.setStages('r3', made);
    await send.click('run_retry', 'r3');
    expect(lastReply()).toContain('not yours to see');
    expect(jobs).toEqual([]);
  });

  it('make a one-pager that is not there, and say so when it is', async () => {
    repositories.put(short);
    repositories.setStages('r3', made.slice(0, 2).concat(made.slice(3)));
    await send.click('asset_make', 'r3:onePager[u1]');
    expect(lastReply()).toContain('Being made: One-pager.');
    expect(repositories.all()[0]?.attempts.at(-1)).toMatchObject({
      wanted: ['onePager[u1]', 'files[onePager.u1]'],
      remake: [],
    });
    expect(jobs).toHaveLength(1);
    await send.click('asset_make', 'r3:onePager[u1]');
    expect(lastReply()).toContain('in the queue. Nothing was changed.');
    repositories.put(short);
    repositories.setStages('r3', [...made, stage('files[onePager.u1]', 'done')]);
    await send.click('asset_make', 'r3:onePager[u1]');
    expect(lastReply()).toContain('has been made already');
    expect(jobs).toHaveLength(1);
  });

  it.each(['r3:onePager[u9]', 'r3:report', 'r3:onePager', 'r3:', 'r3:files[other]', 'r3:x[y'])(
    'with the value %s make nothing',
    async (value) => {
      repositories.put(short);
      repositories.setStages('r3', made);
      await send.click('asset_make', value);
      expect(lastReply()).toContain('Nothing was changed.');
      expect(jobs).toEqual([]);
    },
  );

  it('on a button of an older version are answered at once', async () => {
    const from = performance.now();
    expect((await send.click('button_of_the_past', 'x')).status).toBe(200);
    expect(performance.now() - from).toBeLessThan(1000);
    expect(lastReply()).toContain('older version');
  });

  it('that fail are answered with a reference', async () => {
    repositories.put(placeless);
    server.fail('conversations.open', { error: 'cannot_dm_bot' });
    expect((await send.click('place_dm', 'r2')).status).toBe(200);
    expect(lastReply()).toMatch(/Slack did not open a direct message\..*Reference: ref-1/);
  });

  it('are acknowledged although the answer cannot be delivered', async () => {
    repositories.put(run);
    server.fail('reply', 'dropped');
    expect((await send.click('run_cancel', run.id)).status).toBe(200);
    expect(repositories.all()[0]?.cancelRequested).toBeDefined();
  });
});
