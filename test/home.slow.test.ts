import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../simulator/person.ts';
import { admin, guest, manager, type Office, openOffice, privateChannel, rep, sales, team } from './harness/office.ts';

/** App Home and everything opened from it, clicked through against the simulated Slack. */
let office: Office;
beforeAll(async () => {
  office = await openOffice({ env: { EVIDENCE_REUSE_HOURS: '0' } });
}, 60_000);
afterAll(() => office.close());

const homeOf = (user: string) => office.person(user).home();
/** The form or notice on top. */
const formOf = (user: string) => office.person(user).form();
const open = (user: string) => office.person(user).openHome();

/** Presses what reads so, on the Home or on a form. */
const press = async (user: string, label: string, { on, about }: { on?: Shown; about?: string } = {}) =>
  office.person(user).press(on ?? (await homeOf(user)), label, about);
const choose = async (user: string, actionId: string, value: string) =>
  office.person(user).choose(await homeOf(user), actionId, value);
const submit = (user: string, values: Record<string, string | string[]>) => office.person(user).submit(values);

/** From now on the web says something else, or what it said at first. */
const theWeb = (state: 'first' | 'later') =>
  fetch(`${office.gemini.url}/control/web`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ state }),
  });

/** The newest run of a project, at its end. */
async function endedIn(project: string): Promise<void> {
  const [run] = await office.repositories.projects.iterations(team, project, { limit: 1 });
  await office.ended(run?.id ?? '');
}

const onlyProject = async () => {
  const { projects } = await office.repositories.projects.list(team, { viewer: ['team'], limit: 1 });
  const [project] = projects;
  if (!project) throw new Error('there is no project');
  return project;
};

const audited = async () =>
  (await office.repositories.audit.list(team, { viewer: ['team'], limit: 100 })).events.map(
    ({ act, by }) => `${act} ${by}`,
  );

describe('App Home', () => {
  it('says to a guest in one line why there is nothing', async () => {
    const { words } = await open(guest);
    expect(words).toMatch(/^Guests cannot use Prospector in this workspace\. Ask [^\n]+$/);
  });

  it('tells a newcomer what to do next, and shows each role what is theirs', async () => {
    const { words } = await open(rep);
    for (const sentence of ['You own no project yet.', 'There is no project yet.', 'Nothing has been researched yet.'])
      expect(words).toContain(sentence);
    expect(words).not.toContain('[Usage]');
    expect((await open(manager)).words).toContain('[Usage]');
    await press(rep, 'Settings');
    expect((await homeOf(rep)).words).not.toContain('Seller profile\n');
  });

  it('starts a research whose results come in a direct message', async () => {
    await open(rep);
    await press(rep, 'Back');
    await press(rep, 'Research a company');
    expect((await formOf(rep)).words).toContain('Domain');
  });

  it('keeps what was typed when something is wrong with it', async () => {
    await press(rep, 'New project');
    expect(await submit(rep, { name: 'Maersk renewal', company: 'Maersk', domain: 'not a domain' })).toMatchObject({
      fieldErrors: { domain: expect.stringContaining('acme.com') },
    });
  });

  it('shows a project from its first iteration to the comparison of two', async () => {
    expect(
      await submit(rep, { name: 'Maersk renewal', company: 'Maersk', domain: 'maersk.com', tags: 'a, b' }),
    ).toMatchObject({ ok: true });
    expect((await homeOf(rep)).words).toContain('Next: Nothing has been researched yet.');
    const { id } = await onlyProject();
    await press(rep, 'New iteration');
    expect(await submit(rep, { mode: 'standard', context_mode: 'accumulate', channel: sales })).toMatchObject({
      ok: true,
    });
    await endedIn(id);
    await theWeb('later');
    await press(rep, 'Refresh');
    expect((await homeOf(rep)).words).toMatch(
      /Next: The report is there\. Make the account plan from it\.\n\[Make it\]/,
    );
    await press(rep, 'New iteration');
    expect(await submit(rep, { context_mode: 'fork' })).toMatchObject({
      fieldErrors: { based_on: 'Say which iteration this one starts from.' },
    });
    expect(await submit(rep, { mode: 'standard', context_mode: 'fresh' })).toMatchObject({ ok: true });
    await endedIn(id);
    await press(rep, 'Refresh');
    const { words } = await homeOf(rep);
    expect(words).toMatch(/# Iterations\n2: done .* standard · fresh .*\n1: done .* standard · accumulate/);
    await press(rep, 'Compare');
    const comparison = await formOf(rep);
    expect(comparison.words).toContain('iteration 1 (');
    expect(comparison.words).toMatch(/1 new, 3 changed, 1 no longer found, \d+ unchanged\./);
    expect(comparison.words).toContain('$4.5–7bn → $6–8bn (before: hl.co.uk');
    expect(comparison.words).toMatch(/# New \(1\)\n.*Google Cloud/);
  });

  it('posts the comparison into the thread once, however often it is pressed', async () => {
    const comparison = await formOf(rep);
    await press(rep, 'Post in the thread', { on: comparison });
    expect((await formOf(rep)).words).toBe('Posted in the thread of the later research.');
    await press(rep, 'Post in the thread', { on: comparison });
    expect((await formOf(rep)).words).toBe('This comparison stands in the thread already.');
    const { messages } = await office.control.state();
    expect(messages.filter(({ text }) => text.includes('3 changed'))).toHaveLength(1);
  });

  it('makes the account plan from the next best action', async () => {
    await press(rep, 'Make it');
    const { id } = await onlyProject();
    await endedIn(id);
    await press(rep, 'Refresh');
    expect((await homeOf(rep)).words).toContain('Next: Make the sales play for the best use case.');
  });

  it('keeps notes and stars, and lets their owners take them back', async () => {
    const { id } = await onlyProject();
    const [run] = await office.repositories.projects.iterations(team, id, { limit: 1 });
    await office.repositories.projects.star(team, id, {
      target: { run: run?.id ?? '', kind: 'use_case', id: 'u1', version: 1 },
      title: 'A <!channel> use case',
      preview: 'Why it matters',
      createdBy: rep,
    });
    await press(rep, 'Add note');
    expect(await submit(rep, { note: '  ' })).toMatchObject({ fieldErrors: { note: 'Write the note first.' } });
    expect(await submit(rep, { note: 'Ask for <@U0ADMIN001> budget' })).toMatchObject({ ok: true });
    const { words } = await homeOf(rep);
    expect(words).toMatch(/Use cases \(1\)\)\nA <!channel> use case\nWhy it matters {2}\[Un-star\]/);
    expect(words).toContain('Ask for <@U0ADMIN001> budget');
    await press(rep, 'Un-star');
    await press(rep, 'Delete', { about: 'note' });
    const after = (await homeOf(rep)).words;
    expect(after).toContain('Press Star under a use case');
    expect(after).toContain('Add note writes down');
  });

  it('is edited, archived and deleted by its owner or a manager alone, and says what goes', async () => {
    const { id } = await onlyProject();
    await open(admin);
    await press(admin, 'Open', { about: 'Maersk renewal' });
    expect((await homeOf(admin)).words).toContain('[Delete …]');
    await press(rep, 'Edit');
    expect(await submit(rep, { name: 'Maersk growth' })).toMatchObject({ ok: true });
    expect((await homeOf(rep)).words).toContain('# Maersk growth');
    await press(rep, 'Archive');
    expect((await homeOf(rep)).words).toContain('Next: This project is archived');
    await press(rep, 'Restore');
    await press(admin, 'Delete …');
    expect((await formOf(admin)).words).toContain('Stays: its 2 iterations');
    expect(await submit(admin, {})).toMatchObject({ ok: true });
    expect(await office.repositories.projects.get(team, id)).toBeUndefined();
    await press(rep, 'Refresh');
    expect((await homeOf(rep)).words).toContain('# My projects');
    expect(await audited()).toEqual(
      expect.arrayContaining([`project.edit ${rep}`, `project.archive ${rep}`, `project.delete ${admin}`]),
    );
  });

  it('shows nothing of a private conversation to somebody who is not in it', async () => {
    await office.research('IKEA ikea.com', { channel: privateChannel, user: manager });
    await office.repositories.projects.create({
      team,
      createdBy: manager,
      name: 'Quiet deal',
      companyName: 'IKEA',
      companyKey: 'ikea.com',
      visibility: privateChannel,
    });
    expect((await open(admin)).words).toMatch(/Quiet deal[\s\S]*IKEA: done/);
    const { words } = await open(rep);
    expect(words).not.toMatch(/Quiet deal|IKEA/);
    await press(rep, 'Memory and plays');
    expect((await homeOf(rep)).words).not.toContain('IKEA');
    await press(rep, 'Search');
    await submit(rep, { text: 'IKEA' });
    expect((await formOf(rep)).words).toContain('Nothing in the memory has these words');
    await press(rep, 'Back');
  });

  it('remembers for somebody alone what was researched in their direct message', async () => {
    await theWeb('first');
    await office.research('Zürcher Kantonalbank zkb.ch', { channel: 'D0DIRECT01' });
    for (const [user, theirs] of [
      [rep, true],
      [admin, false],
    ] as const) {
      await open(user);
      await press(user, 'Memory and plays');
      expect((await homeOf(user)).words.includes('Kantonalbank')).toBe(theirs);
      await press(user, 'Search');
      await submit(user, { text: 'Kantonalbank' });
      expect((await formOf(user)).words.startsWith('Found for')).toBe(theirs);
      await press(user, 'Back');
    }
  });

  it('offers what failed again', async () => {
    office.gemini.faults.add({ stage: 'facet.news', kind: 'blocked', times: null });
    await office.research('Siemens siemens.com');
    office.gemini.faults.clear();
    expect((await open(rep)).words).toMatch(/# Needs attention\nSiemens: partly done/);
    await press(rep, 'Retry what is missing', { about: 'Siemens' });
    expect((await homeOf(rep)).words).toMatch(/# Running now\nSiemens/);
  });
});

describe('the memory', () => {
  it('takes plays from writing to retirement', async () => {
    await open(rep);
    await press(rep, 'Memory and plays');
    await press(rep, 'New play');
    expect(
      await submit(rep, {
        title: 'Ports first',
        content: 'Begin with the terminals.',
        when: 'Shipping',
        vertical: 'transportation',
      }),
    ).toMatchObject({ ok: true });
    expect((await homeOf(rep)).words).toContain(
      'Ports first\nPitch · Transportation · used in 0 runs · 0 won, 0 lost\nBegin with the terminals.',
    );
    await press(rep, 'Search');
    await submit(rep, { text: 'terminals' });
    const results = await formOf(rep);
    expect(results.words).toContain('Ports first');
    await press(rep, 'Open', { on: results, about: 'Ports first' });
    expect(await submit(rep, { title: 'Ports and rail first' })).toMatchObject({ ok: true });
    expect((await homeOf(rep)).words).toContain('Ports and rail first');
    await press(rep, 'Retire');
    expect((await homeOf(rep)).words).toContain('retired: no longer recalled');
    await press(rep, 'Restore');
    await press(rep, 'Delete', { about: 'the play' });
    expect((await homeOf(rep)).words).toContain('No play yet.');
  });

  it('takes entries and corrections of profiles', async () => {
    await press(rep, 'New entry');
    expect(await submit(rep, { title: 'Lunch', content: 'They renew in May.', company: 'Maersk' })).toMatchObject({
      ok: true,
    });
    expect((await homeOf(rep)).words).toContain('Lunch\nClient interaction · Maersk');
    await press(rep, 'Delete', { about: 'Lunch' });
    expect((await homeOf(rep)).words).not.toContain('Lunch');
    await press(rep, 'Edit', { about: 'profile of A.P. Moller' });
    expect(await submit(rep, { contacts: 'no title' })).toMatchObject({
      fieldErrors: { contacts: expect.stringContaining('Name: title') },
    });
    expect(await submit(rep, { contacts: 'Desk: procurement', summary: 'Corrected.' })).toMatchObject({ ok: true });
    expect((await homeOf(rep)).words).toContain('Corrected.');
  });
});

describe('settings', () => {
  it('switch the digest for everybody, in their own time zone', async () => {
    await open(rep);
    await press(rep, 'Back');
    await press(rep, 'Settings');
    await press(rep, 'Switch on');
    expect((await homeOf(rep)).words).toContain('On. Every Monday morning (Europe/Zurich)');
    expect(await office.repositories.people.get(team, rep)).toMatchObject({ digest: true, timeZone: 'Europe/Zurich' });
  });

  it('store a seller profile, and say on the field what is wrong', async () => {
    await open(admin);
    await press(admin, 'Settings');
    await press(admin, 'Edit', { about: 'seller' });
    expect(await submit(admin, { capabilities: 'Ports: we build them\nRail' })).toMatchObject({
      fieldErrors: { capabilities: 'Line 2: write it as Name: description.' },
    });
    expect(await submit(admin, { primary: 'blue' })).toMatchObject({
      fieldErrors: { primary: 'A colour is written #rrggbb.' },
    });
    expect(
      await submit(admin, {
        name: 'Harbour Works',
        capabilities: 'Ports: we build them',
        website: 'https://harbour.test/',
      }),
    ).toMatchObject({ ok: true });
    expect(await office.repositories.settings.seller(team)).toMatchObject({
      name: 'Harbour Works',
      capabilities: [{ name: 'Ports', description: 'we build them' }],
    });
  });

  it('store templates whose placeholders can be filled, and preview them', async () => {
    await press(admin, 'New template');
    expect(await submit(admin, { name: 'Ports', content: 'Ask about {{budget}}.' })).toMatchObject({
      fieldErrors: { content: expect.stringContaining('There is no placeholder {{budget}}.') },
    });
    expect(await submit(admin, { name: 'Ports', content: 'What does {{company}} need?' })).toMatchObject({ ok: true });
    await press(admin, 'New version');
    expect(
      await submit(admin, { content: 'What does {{company}} need in {{vertical}}?', note: 'by vertical' }),
    ).toMatchObject({ ok: true });
    expect((await homeOf(admin)).words).toContain('2 versions, version 2 is used.');
    await press(admin, 'Preview');
    expect((await formOf(admin)).words).toContain('What does "Acme (acme.com)" need in "Retail"?');
    await press(admin, 'Choose version');
    expect(await submit(admin, { version: '1' })).toMatchObject({ ok: true });
    expect((await homeOf(admin)).words).toContain('2 versions, version 1 is used.');
  });

  it('only lower the limits of the environment, and tell of somebody else’s change', async () => {
    await press(admin, 'Edit', { about: 'limits' });
    expect(await submit(admin, { concurrent: '9', searches: 'many' })).toMatchObject({
      fieldErrors: { concurrent: 'The environment allows at most 3.', searches: 'Write a number, or nothing.' },
    });
    const settings = await office.repositories.settings.team(team);
    await office.repositories.settings.saveTeam({ ...settings, retentionDays: 30 }, manager);
    expect(await submit(admin, { concurrent: '2' })).toMatchObject({
      fieldErrors: { runs_per_user: expect.stringContaining('Somebody else changed the settings') },
    });
    await press(admin, 'Edit', { about: 'limits' });
    expect(await submit(admin, { concurrent: '2', runs_per_user: '20' })).toMatchObject({ ok: true });
    expect((await homeOf(admin)).words).toContain('Runs per person and day: 20');
  });

  it('store access, retention and defaults', async () => {
    await press(admin, 'Edit', { about: 'access' });
    expect(await submit(admin, { managers: [rep], guests: 'yes', strangers: 'no' })).toMatchObject({ ok: true });
    await press(admin, 'Edit', { about: 'retention' });
    expect(await submit(admin, { days: '0' })).toMatchObject({
      fieldErrors: { days: expect.stringContaining('from 1 to 3650') },
    });
    expect(await submit(admin, { days: '90' })).toMatchObject({ ok: true });
    await press(admin, 'Set defaults of a channel');
    expect(await submit(admin, { channel: sales, mode: 'quick' })).toMatchObject({ ok: true });
    expect(await office.repositories.settings.team(team)).toMatchObject({
      managers: [rep],
      allowGuests: true,
      retentionDays: 90,
      channels: { [sales]: { mode: 'quick' } },
    });
    await press(admin, 'Audit trail');
    const { words } = await homeOf(admin);
    expect(words).toContain('settings save · settings · home · managers, allowGuests');
    expect(words).not.toContain('Harbour Works');
  });

  it('are refused to whoever is an admin no more, although the form is open', async () => {
    const change = async (admins: string[]) => {
      const settings = await office.repositories.settings.team(team);
      return office.repositories.settings.saveTeam({ ...settings, admins }, admin);
    };
    await change([rep]);
    await press(rep, 'Refresh');
    await press(rep, 'Edit', { about: 'seller' });
    await change([]);
    expect(await submit(rep, { name: 'Somebody else' })).toMatchObject({
      fieldErrors: { name: expect.stringContaining('Only an admin of Prospector can do that. Nothing was changed.') },
    });
    expect(await office.repositories.settings.seller(team)).toMatchObject({ name: 'Harbour Works' });
    await press(rep, 'Refresh');
    expect((await homeOf(rep)).words).not.toContain('Prompt templates');
  });
});

it('shows what is stored now when another view came between', async () => {
  await open(manager);
  await office.control.fault({ method: 'views.publish', kind: 'error', error: 'hash_conflict', count: 1 });
  await press(manager, 'Usage');
  const { words } = await homeOf(manager);
  expect(words).toContain('# Usage, last four weeks');
  expect(words).toMatch(/Together: \d+ runs, \d+ searches, \$/);
});

it('is pointed to by the words of the command, with what matters first', async () => {
  const told = async (word: string, user: string): Promise<string> => {
    await office.prospect(word, { user });
    const { ephemerals } = await office.control.state(user);
    return ephemerals.at(-1)?.text ?? '';
  };
  expect(await told('projects', manager)).toMatch(/Quiet deal: IKEA, 0 iterations, yours\n.*App Home/);
  expect(await told('projects', rep)).not.toContain('Quiet deal');
  expect(await told('usage', rep)).toMatch(/^Your last four weeks: \d+ runs, \d+ searches, \$[\d.]+\.\n/);
  expect(await told('usage', manager)).toContain('The workspace: ');
  expect(await told('settings', rep)).toContain('Your weekly digest is on.');
  expect(await told('settings', admin)).toContain('Seller profile: Harbour Works, 1 capability. 1 template.');
});

it('pages and filters hundreds of projects', async () => {
  for (let no = 1; no <= 500; no++) {
    await office.repositories.projects.create({
      team,
      createdBy: no % 2 === 0 ? manager : admin,
      name: `Account ${no} <!channel> ${'x'.repeat(200)}`,
      companyName: `Company ${no}`,
      companyKey: `company-${no}.com`,
      visibility: 'team',
      ...(no % 5 === 0 && { vertical: 'retail' as const }),
    });
  }
  const accounts = async () => [...(await homeOf(rep)).words.matchAll(/Account (\d+)/g)].map(([, no]) => Number(no));
  await press(rep, 'Back');
  const first = await open(rep);
  expect(first.words).toContain('[Next page]');
  expect(JSON.stringify(first.blocks).length).toBeLessThan(100_000);
  const before = await accounts();
  await press(rep, 'Next page');
  const after = await accounts();
  expect(after).toHaveLength(10);
  expect(after.filter((no) => before.includes(no))).toEqual([]);
  await choose(rep, 'home_filter_vertical', 'retail');
  await choose(rep, 'home_filter_owner', manager);
  const filtered = await accounts();
  expect(filtered).toHaveLength(10);
  expect(filtered.filter((no) => no % 10 !== 0)).toEqual([]);
  await choose(rep, 'home_filter_status', 'archived');
  expect((await homeOf(rep)).words).toContain('No project fits these filters.');
  await press(rep, 'Show all');
  expect(await accounts()).toEqual(before);
});
