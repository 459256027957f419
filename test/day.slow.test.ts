import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../simulator/person.ts';
import type { Run } from '../src/domain/run.ts';
import {
  admin,
  guest,
  manager,
  type Office,
  openOffice,
  otherRep,
  otherTeam,
  privateChannel,
  rep,
  sales,
  team,
} from './harness/office.ts';

/** Words that only some may ever be sent. */
const canaries = {
  /** Said in the private channel. */
  private: 'KESTREL',
  /** Said in the other workspace. */
  elsewhere: 'OSPREY',
  /** Said in a direct message with the app. */
  direct: 'MERLIN',
};
const otherSales = 'C0SALES002';

/**
 * A day of two workspaces, driven through signed requests alone and read back from the simulated Slack: installing,
 * researching, choosing, stopping, asking, making, starring, noting, comparing, promoting, digesting, setting, leaving.
 */
let office: Office;
let maersk: Run;
const said: Record<string, string> = {};

async function newest(channel: string, user: string, of = team): Promise<Run> {
  const [run] = await office.repositories.runs.recent(of, { channel, createdBy: user, limit: 1 });
  if (!run) throw new Error(`${user} started nothing in ${channel}`);
  return run;
}
const threadOf = async (run: Run): Promise<string> =>
  (await office.repositories.slots.get(run.team, run.id, 'anchor'))?.ts ?? '';
const laterWeb = () =>
  fetch(`${office.gemini.url}/control/web`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ state: 'later' }),
  });
const textOf = ({ words }: Shown): string => words;

async function morning(): Promise<void> {
  said.installed = await office.install(team);
  said.installedElsewhere = await office.install(otherTeam);

  const boss = office.person(admin);
  await boss.openHome();
  await boss.press(await boss.home(), 'Settings');
  await boss.press(await boss.home(), 'Edit', 'seller');
  await boss.submit({ name: 'Harbour Works', capabilities: 'Ports: We plan terminals that keep their promises' });
  said.settings = textOf(await boss.home());

  const seller = office.person(rep);
  said.newcomer = textOf(await seller.openHome());
  await seller.command('Maersk maersk.com', sales);
  maersk = await office.ended((await newest(sales, rep)).id);
  said.again = await seller.command('Maersk maersk.com', sales).then(() => seller.whisper(/less than ten minutes ago/));

  await seller.command('Delta', sales);
  const delta = await newest(sales, rep);
  const question = await seller.message('anchor', 'Delta Air Lines', { thread: await waitForThread(delta) });
  await seller.press(question, firstButton(question));
  const chosen = await office.ended(delta.id);
  said.chosen = `${chosen.choice?.name} ${chosen.status}`;

  office.gemini.faults.add({ kind: 'hang', stage: 'facet', times: null });
  await seller.command('Vandelay Industries', sales);
  const unwanted = await newest(sales, rep);
  await seller.press(await seller.message('anchor', '[Cancel]', { thread: await waitForThread(unwanted) }), 'Cancel');
  said.cancelled = (await office.ended(unwanted.id)).status;
  office.gemini.faults.clear();

  office.gemini.faults.add({ kind: 'blocked', stage: 'facet.news', times: null });
  await seller.command('Siemens siemens.com', sales);
  const partly = await office.ended((await newest(sales, rep)).id);
  office.gemini.faults.clear();
  await seller.press(
    await seller.message('anchor', 'Partly done', { thread: await threadOf(partly) }),
    'Retry what is missing',
  );
  said.retried = `${partly.status} ${(await office.ended(partly.id)).status}`;
}

async function noon(): Promise<void> {
  const seller = office.person(rep);
  const thread = await threadOf(maersk);
  await seller.say('Who is the chief executive?', { channel: sales, threadTs: thread });
  said.answer = textOf(await seller.message('answer', 'Vincent Clerc', { thread }));

  await seller.press(await seller.message('useCases', '[Feasibility]', { thread }), 'Feasibility');
  await seller.message('feasibility.u1', 'Verdict', { thread });
  await seller.press(await seller.message('useCases', '[Open feasibility] [Play]', { thread }), 'Play');
  await seller.message('play.u1', 'In thirty seconds', { thread });
  await seller.press(await seller.message('useCases', '[Open play]', { thread }), 'Star');
  await seller.submit({ project_name: 'Maersk renewal' });
  await seller.closeForms();
  await office.ended(maersk.id);
  await seller.choose(await seller.message('summary', '', { thread }), 'thread_more', `${maersk.id}:note`);
  await seller.submit({ note: 'They want a pilot in Rotterdam.' });
  await seller.closeForms();

  await seller.press(await seller.message('play.u1', '', { thread }), 'Open');
  await seller.press(await seller.form(), 'Add to the library');
  await seller.closeForms();
  const lead = office.person(manager);
  await lead.press(await lead.message('play.u1', '', { thread }), 'Open');
  await lead.press(await lead.form(), 'Add to the library');
  await lead.closeForms();

  await laterWeb();
  await seller.choose(await seller.message('summary', '', { thread }), 'thread_more', `${maersk.id}:rerun`);
  await seller.submit({});
  await seller.closeForms();
  const second = await newest(sales, rep);
  await office.ended(second.id);
  await seller.openHome();
  await seller.press(await seller.home(), 'Open', 'Maersk renewal');
  await seller.press(await seller.home(), 'Compare');
  said.comparison = textOf(await seller.form());
  await seller.closeForms();
}

async function afternoon(): Promise<void> {
  const lead = office.person(manager);
  await lead.command('', privateChannel);
  await lead.submit({ company: 'Ingka', domain: 'ingka.com', focus: `Project ${canaries.private}` });
  await lead.closeForms();
  const hidden = await office.ended((await newest(privateChannel, manager)).id);
  const thread = await threadOf(hidden);
  await lead.press(await lead.message('summary', '', { thread }), 'Save to project');
  await lead.submit({ project_name: `${canaries.private} deal` });
  await lead.closeForms();
  await lead.choose(await lead.message('summary', '', { thread }), 'thread_more', `${hidden.id}:note`);
  await lead.submit({ note: `${canaries.private} budget is open until May.` });
  await lead.closeForms();
  said.leadHome = textOf(await lead.openHome());

  const stranger = office.person(guest);
  await stranger.command('Maersk', sales);
  said.guest = await stranger.whisper(/Guests cannot/);
  said.guestHome = textOf(await stranger.openHome());

  const seller = office.person(rep);
  await seller.say(`We know ${canaries.direct} from golf. What do we know about furniture?`, { channel: 'D0DIRECT01' });
  await seller.message('answer', /./);
  said.sellerHome = textOf(await seller.openHome());
  await seller.command(`memory ${canaries.private} budget`, sales);
  said.search = await seller.whisper(/team’s memory about|memor(y|ies) about/);
  await seller.press(await seller.home(), 'Back');
  await seller.press(await seller.home(), 'Settings');
  await seller.press(await seller.home(), 'Switch on');

  const far = office.person(otherRep, otherTeam);
  await far.command('', otherSales);
  await far.submit({ company: 'Maersk', domain: 'maersk.com', focus: canaries.elsewhere });
  await far.closeForms();
  const theirs = await newest(otherSales, otherRep, otherTeam);
  await office.ended(theirs.id, otherTeam);
  await far.press(await far.message('summary', '', { thread: await threadOf(theirs) }), 'Save to project');
  await far.submit({ project_name: `${canaries.elsewhere} account` });
  await far.closeForms();
  said.farHome = textOf(await far.openHome());
}

async function evening(): Promise<void> {
  const since = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString();
  await office.repositories.tasks.create({
    ...{ id: 'digest-of-the-day', team, createdBy: rep, kind: 'digest', user: rep, since },
    ...{ visibility: 'team', viewer: ['team'], place: { channel: rep } },
  });
  await office.publish({ team, kind: 'digest', id: 'digest-of-the-day', attempt: 1 });
  said.digest = textOf(await office.person(rep).message('answer', /This week on/));
  await office.control.uninstall({ team: otherTeam });
  await office.control.waitForLog((log) => log.some(({ about }) => about === 'app_uninstalled'));
}

async function waitForThread(run: Run): Promise<string> {
  return office.control.waitFor(
    ({ messages }) =>
      messages.findLast(
        (one) => (one.metadata?.event_payload as { run?: string; slot?: string } | undefined)?.run === run.id,
      )?.ts,
    { team: run.team },
  );
}

/** The first of the companies to choose from. */
const firstButton = ({ words }: Shown): string => /\[(Delta Air Lines[^\]]*)\]/.exec(words)?.[1] ?? '';

beforeAll(async () => {
  office = await openOffice({ many: true, env: { EVIDENCE_REUSE_HOURS: '0' } });
  await morning();
  await noon();
  await afternoon();
  await evening();
}, 180_000);
afterAll(() => office.close());

describe('a day of two workspaces', () => {
  it('goes as people would tell it', () => {
    expect(said.installed).toContain('Prospector');
    expect(said.settings).toContain('Harbour Works');
    expect(said.chosen).toBe('Delta Air Lines completed');
    expect(said.cancelled).toBe('cancelled');
    expect(said.retried).toBe('partial completed');
    expect(said.answer).toMatch(/Vincent Clerc became chief executive .*\[\d+\]/);
    expect(said.comparison).toMatch(/1 new, 3 changed, 1 no longer found/);
    expect(said.guestHome).toMatch(/^Guests cannot use Prospector/);
    expect(said.leadHome).toContain(`${canaries.private} deal`);
    expect(said.digest).toMatch(/A\.P\. Moller - Maersk: 3 changed, 1 new, 1 withdrawn/);
  });

  it('is told the same way by the audit log', async () => {
    const { events } = await office.repositories.audit.list(team, { viewer: ['team', privateChannel], limit: 100 });
    const acts = events.map(({ act, by }) => `${act} ${by}`).reverse();
    expect(acts).toEqual([
      `team.install ${admin}`,
      `seller.save ${admin}`,
      `run.cancel ${rep}`,
      `project.create ${rep}`,
      `mark.status ${rep}`,
      `play.promote ${manager}`,
      `project.create ${manager}`,
    ]);
  });

  it('sent nobody what was not theirs to see', async () => {
    const sent = async (user: string, of = team) =>
      (await office.control.seenBy(user, of)).map(({ text }) => text).join('\n');
    const own: Record<string, string> = {
      [rep]: await sent(rep),
      [manager]: await sent(manager),
      [admin]: await sent(admin),
      [guest]: await sent(guest),
    };
    // Whoever searches for a word is told that word back; nothing else of it came to the rep.
    const hits = (own[rep] ?? '').split('\n').filter((line) => line.includes(canaries.private));
    expect(hits.filter((line) => !line.includes(`${canaries.private} budget`) || line.includes('May'))).toEqual([]);
    expect(own[guest]).not.toContain(canaries.private);
    expect(own[manager]).toContain(canaries.private);
    for (const user of [manager, admin, guest]) expect(own[user]).not.toContain(canaries.direct);
    for (const text of Object.values(own)) expect(text).not.toContain(canaries.elsewhere);
    const theirs = await sent(otherRep, otherTeam);
    expect(theirs).toContain(canaries.elsewhere);
    for (const word of [canaries.private, canaries.direct, 'Harbour Works', 'Maersk renewal']) {
      expect(theirs).not.toContain(word);
    }
  });

  it('left nothing of the workspace that removed the app but what its retention keeps', async () => {
    expect(await office.repositories.runs.recent(otherTeam, { limit: 1 })).toHaveLength(1);
    const outcome = await office.control
      .command({
        ...{ team: otherTeam, channel: otherSales, user: otherRep, text: '/prospect Maersk' },
      })
      .catch((error: unknown) => String(error));
    expect(JSON.stringify(outcome)).not.toContain('"ok":true');
  });

  it('can be followed with a screen reader alone', async () => {
    const read = await office.control.readAloud({ user: rep, channel: sales, threadTs: await threadOf(maersk) });
    const heard = JSON.stringify(read);
    for (const words of ['Done', 'The point:', 'Use cases for', 'one-pager', 'Vincent Clerc', 'Verdict']) {
      expect(heard).toContain(words);
    }
  });
});
