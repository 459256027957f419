import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../simulator/person.ts';
import { nodesIn } from '../simulator/slack/json.ts';
import { spoken } from '../src/bot/fixtures/spoken.ts';
import { briefReader } from '../src/brief-reader.ts';
import { claimSetOf } from '../src/domain/brief.ts';
import { OnePager } from '../src/domain/one-pager.ts';
import type { Run } from '../src/domain/run.ts';
import { Vertical } from '../src/domain/vertical.ts';
import { verifyBrief } from '../src/pipeline/evidence/verify-brief.ts';
import { manager, type Office, openOffice, privateChannel, rep, sales, team } from './harness/office.ts';
import { slotOf } from './harness/threads.ts';

/** What people do in the thread of a run that has ended, clicked through against the simulated Slack. */
let office: Office;
let run: Run;
beforeAll(async () => {
  office = await openOffice({ env: { EVIDENCE_REUSE_HOURS: '0' } });
  run = await office.research('Maersk maersk.com');
}, 60_000);
afterAll(() => office.close());

/** The message in a slot of the run, as soon as it reads as it should. */
const message = async (slot: string, reads: RegExp | string = ''): Promise<Shown> => {
  const anchor = await office.repositories.slots.get(team, run.id, 'anchor');
  return office.person(rep).message(slot, reads, { thread: anchor?.ts });
};

/** The modal on top. */
const modal = (user = rep) => office.person(user).form();
const closeAll = (user = rep) => office.person(user).closeForms();
const back = async () => office.control.closeView({ viewId: (await modal()).viewId, user: rep });
const press = (place: Shown, label: string, { user = rep, about = '' } = {}) =>
  office.person(user).press(place, label, about);
const choose = (place: Shown, actionId: string, value: string, user = rep) =>
  office.person(user).choose(place, actionId, value);
const submit = (values: Record<string, string | string[]>, user = rep) => office.person(user).submit(values);

const more = async (word: string): Promise<void> =>
  choose(await message('summary'), 'thread_more', `${run.id}:${word}`);
const lastWhisper = async (user = rep): Promise<string> =>
  (await office.control.state()).ephemerals.findLast(({ ephemeralFor }) => ephemeralFor === user)?.text ?? '';
const audited = async (act: string): Promise<{ by: string; detail?: string | undefined }[]> => {
  const { events } = await office.repositories.audit.list(team, { viewer: ['team', privateChannel], limit: 100 });
  return events.filter((event) => event.act === act).map(({ by, detail }) => ({ by, detail }));
};

describe('the evidence', () => {
  it('lists every source with its use, and keeps who has checked one', async () => {
    await press(await message('summary'), 'Sources');
    expect((await modal()).words).toMatch(
      /53 sources, 0 checked.*\n---\n\[1\] .+\n<.+>.*\n3 pieces of evidence, used by Account report/,
    );
    await press(await modal(), 'I have checked this', { about: 'source 1,' });
    expect((await modal()).words).toContain('53 sources, 1 checked');
    expect(await audited('source.verify')).toHaveLength(1);
    const numbers = new Set<string>();
    for (;;) {
      const page = await modal();
      for (const [, number = ''] of page.words.matchAll(/^\[(\d+)\]/gm)) numbers.add(number);
      expect(page.words).toContain('Searched with Google for (33)');
      if (!page.words.includes('[Next page]')) break;
      await press(page, 'Next page');
    }
    expect(numbers.size).toBe(53);
    await closeAll();
  });

  it('quotes behind a sentence what the search answer said, byte for byte', async () => {
    await press(await message('summary'), 'Why?');
    await choose(await modal(), 'why_pick', 'report.employees');
    const stages = await office.repositories.stages.list(team, run.id);
    const claims = stages.flatMap((stage) => claimSetOf(stage)?.claims ?? []);
    const quoted = nodesIn((await modal()).blocks)
      .filter(({ type }) => type === 'rich_text_quote')
      .map(({ elements }) => (elements as { text: string }[])[0]?.text);
    expect(quoted).toHaveLength(2);
    for (const text of quoted) expect(claims.map((claim) => claim.text)).toContain(text);
    expect((await modal()).words).toMatch(/Said by 2 pieces of evidence.*[\s\S]*used by Account report \(Employees\)/);
    await closeAll();
  });
});

describe('what is made on click', () => {
  it('comes into the thread, and its button opens it from then on', async () => {
    await press(await message('useCases', '[Feasibility] [Play]'), 'Feasibility');
    await message('feasibility.u1', 'Verdict: ');
    await press(await message('useCases', '[Open feasibility] [Play]'), 'Play');
    await message('play.u1', 'In thirty seconds: ');
    await message('useCases', '[Open feasibility] [Open play] [Open one-pager]');
    await press(await message('useCases', '[Account plan] [Personas]'), 'Account plan');
    await message('accountPlan', '> Stakeholders');
    await message('useCases', '[Open account plan] [Personas]');
    await office.control.waitFor(({ files }) => files.some(({ title }) => /– account plan – .*\.pdf$/.test(title)), {
      what: 'the account plan as a document',
      timeoutMs: 30_000,
    });
    await press(await message('useCases', '[Open account plan] [Personas]'), 'Personas');
    await message('personas', 'Who to talk to');
    await message('useCases', '[Open account plan] [Open personas]');
  });

  it('is made again as the next version, and the one before can still be read', async () => {
    await press(await message('play.u1'), 'New version');
    await message('play.u1', 'Version 2.');
    expect(await lastWhisper()).toContain('A new version is being made');
    await message('useCases', '[One-pager]');
    await press(await message('play.u1'), 'Open');
    await press(await modal(), 'Versions');
    expect((await modal()).words).toMatch(/^\[Version 2 \(the present one\) ▾\]/);
    await choose(await modal(), 'asset_version', '1');
    expect((await modal()).words).toMatch(/^\[Version 1 ▾\][\s\S]*\(Version 1 · draft\)/);
    await closeAll();
  });
});

describe('words of a person', () => {
  it('become a new version in their name, with their own file, and keep no source number', async () => {
    await press(await message('useCases'), 'Open one-pager');
    await press(await modal(), 'Edit');
    const refused = await submit({ headline: 'Save where it counts [3]' });
    expect(refused.fieldErrors?.headline).toContain('Leave out numbers in brackets');
    await submit({ headline: 'Save where it counts', challenge: 'People told us that 4 of 10 leave.' });
    expect((await modal()).words).toContain('Saved as a new version. Its document is made again');
    await closeAll();
    const state = await office.control.waitFor(
      ({ files, messages }) => files.some(({ title }) => / one-pager v2 /.test(title)) && { files, messages },
      { what: 'the edited one-pager', timeoutMs: 30_000 },
    );
    expect(state.files.filter(({ title }) => / one-pager /.test(title))).toHaveLength(2);
    expect(state.messages.at(-1)?.text).toContain('Version 2. The one before stays in the thread.');
    const stored = await office.repositories.stages.get(team, run.id, 'onePager[u1]');
    const page = OnePager.parse(stored?.output);
    expect(stored).toMatchObject({ version: 2, editedBy: rep, line: 'Save where it counts' });
    expect(page.challenge).toEqual([{ text: 'People told us that 4 of 10 leave.', claims: [], basis: 'input' }]);
    expect(page.summary.claims.length).toBeGreaterThan(0);
    expect(await audited('stage.edit')).toEqual([{ by: rep, detail: 'onePager[u1]' }]);
    expect(verifyBrief(await briefReader(office.repositories)(team, run.id))).toEqual([]);
  });

  it('are kept in the form when somebody else was faster', async () => {
    await message('useCases', '[One-pager]');
    for (const user of [rep, manager]) {
      await press(await message('play.u1'), 'Edit', { user });
    }
    await submit({ title: 'The manager’s title' }, manager);
    const refused = await submit({ title: 'Mine' });
    expect(refused.fieldErrors?.title).toContain('somebody else changed this meanwhile');
    await closeAll();
    await closeAll(manager);
    await message('play.u1', 'The manager’s title');
  });
});

describe('where a play stands', () => {
  it('is for managers to approve, and for everybody to propose', async () => {
    await press(await message('play.u1'), 'Open');
    await choose(await modal(), 'asset_status', 'approved');
    expect((await modal()).words).toContain('Only a manager or admin');
    await closeAll();
    await press(await message('play.u1'), 'Open');
    await press(await modal(), 'Add to the library');
    expect((await modal()).words).toContain('Proposed: its status is “reviewed” now.');
    await closeAll();
    await press(await message('play.u1'), 'Open', { user: manager });
    expect((await modal(manager)).words).toContain('[Status: reviewed ▾]');
    await press(await modal(manager), 'Add to the library', { user: manager });
    await closeAll(manager);
    const library = await office.repositories.memory.plays.list(team, { viewer: ['team'], limit: 10 });
    expect(library.map(({ title, origin }) => [title, origin?.stage])).toEqual([['The manager’s title', 'play[u1]']]);
  });

  it('counts what became of it', async () => {
    await press(await message('play.u1'), 'Open');
    await choose(await modal(), 'play_outcome', 'won');
    expect((await modal()).words).toContain('1 won and 0 lost');
    await closeAll();
  });
});

describe('an earlier version', () => {
  const restore = async (slot: string, open: string, version: string) => {
    await press(await message(slot), open);
    await press(await modal(), 'Versions');
    expect((await modal()).words).not.toContain('[Restore this version]');
    await choose(await modal(), 'asset_version', version);
    await press(await modal(), 'Restore this version', { about: `Make version ${version} the present one` });
  };

  it('is put back as the next one, with its own file', async () => {
    const before = await office.repositories.versions.get(team, run.id, 'onePager[u1]', 1);
    await restore('useCases', 'Open one-pager', '1');
    expect((await modal()).words).toContain('Version 1 is back, as version 3. Its document is made again');
    await office.control.waitFor(({ files }) => files.some(({ title }) => / one-pager v3 /.test(title)), {
      what: 'the restored one-pager',
      timeoutMs: 30_000,
    });
    await office.ended(run.id);
    const stored = await office.repositories.stages.get(team, run.id, 'onePager[u1]');
    expect(stored).toMatchObject({ version: 3, restored: { version: 1, by: rep } });
    expect(stored?.output).toEqual({ ...OnePager.parse(before?.output), version: 3 });
    expect(await office.repositories.versions.list(team, run.id, 'onePager[u1]')).toMatchObject([
      { version: 1 },
      { version: 2, editedBy: rep },
      { version: 3, restored: { version: 1 } },
    ]);
    expect(await audited('stage.restore')).toEqual([{ by: rep, detail: 'onePager[u1] version 1' }]);
    expect(verifyBrief(await briefReader(office.repositories)(team, run.id))).toEqual([]);
    await closeAll();
  });

  it('takes the place of the message that is there, is a draft again, and can itself be undone', async () => {
    await message('useCases', '[One-pager]');
    await restore('play.u1', 'Open', '1');
    const { words } = await message('play.u1', 'Version 4 (version 1 restored). ');
    expect(words).not.toContain('The manager’s title');
    const { messages } = await office.control.state();
    expect(messages.filter((one) => slotOf(one) === 'play.u1')).toHaveLength(1);
    // Going back leads to the asset as it is now.
    await back();
    await back();
    const asset = await modal();
    expect(asset.words).toContain('[Status: draft ▾]');
    expect(asset.words).not.toContain('The manager’s title');
    await closeAll();
    await restore('play.u1', 'Open', '3');
    await message('play.u1', 'Version 5 (version 3 restored). ');
    await message('play.u1', 'The manager’s title');
    await closeAll();
    await restore('play.u1', 'Open', '3');
    expect((await modal()).words).toContain('It reads like that already. Nothing was changed.');
    await closeAll();
    const versions = await office.repositories.versions.list(team, run.id, 'play[u1]');
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    expect(verifyBrief(await briefReader(office.repositories)(team, run.id))).toEqual([]);
  });
});

describe('a project', () => {
  it('is asked for by the first star, which then stands in it', async () => {
    await press(await message('useCases'), 'Star');
    expect((await submit({})).fieldErrors?.project).toContain('Choose a project here');
    await submit({ project_name: 'Maersk 2027' });
    expect((await modal()).words).toMatch(/iteration 1 of Maersk 2027[\s\S]*is starred/);
    await closeAll();
    const stored = await office.repositories.runs.get(team, run.id);
    const project = stored?.project ?? '';
    expect(await office.repositories.projects.stars(team, project)).toHaveLength(1);
    await press(await message('useCases'), 'Star');
    expect(await office.repositories.projects.stars(team, project)).toHaveLength(0);
  });

  it('takes notes, and the next iteration', async () => {
    await more('note');
    await submit({ note: 'They want a pilot.' });
    await closeAll();
    const stored = await office.repositories.runs.get(team, run.id);
    const project = stored?.project ?? '';
    expect((await office.repositories.projects.annotations(team, project)).map(({ text }) => text)).toEqual([
      'They want a pilot.',
    ]);
    const search = { user: rep, actionId: 'thread_project_pick', value: 'maersk' };
    const other = await office.research('Equinor equinor.com', { channel: sales });
    await press(await newest('summary', other), 'Save to project');
    const { options } = await office.control.options({ ...search, viewId: (await modal()).viewId });
    expect(options).toMatchObject([{ value: project }]);
    await closeAll();
  });
});

describe('what leaves the thread', () => {
  it('is shared where the app is, with a link to the thread and without buttons', async () => {
    await press(await message('summary'), 'Share');
    const shared = await submit({ channel: 'C0ACCOUNT1' });
    expect(shared.fieldErrors?.channel).toContain('Invite me');
    await office.control.invite({ channel: 'C0ACCOUNT1' });
    await submit({ channel: 'C0ACCOUNT1' });
    await closeAll();
    const posted = (await office.control.state()).messages.findLast(({ channel }) => channel === 'C0ACCOUNT1');
    const words = spoken(posted?.blocks as unknown[]);
    expect(words).toMatch(/^# A\.P\. Moller - Maersk\nThe point: .*\[\d/);
    expect(words).toContain('https://');
    expect(nodesIn(posted?.blocks).filter(({ action_id }) => action_id !== undefined)).toEqual([]);
    expect(await audited('run.share')).toEqual([{ by: rep, detail: 'C0ACCOUNT1' }]);
    expect(await audited('visibility.widen')).toEqual([]);
  });

  it('leaves a private conversation only after one more question', async () => {
    await office.control.invite({ channel: privateChannel });
    const hidden = await office.research('Siemens siemens.com', { channel: privateChannel, user: manager });
    await press(await newest('summary', hidden), 'Share', { user: manager });
    await submit({ channel: sales }, manager);
    expect((await modal(manager)).words).toMatch(/private conversation[\s\S]*public: everybody/);
    expect(await audited('visibility.widen')).toEqual([]);
    await submit({}, manager);
    expect((await modal(manager)).words).toContain('The summary is in that channel now');
    expect(await audited('visibility.widen')).toEqual([{ by: manager, detail: sales }]);
    await closeAll(manager);
  });

  it('is exported by a job that is stored before it is published', async () => {
    await press(await message('summary'), 'Export');
    const { viewId } = await modal();
    expect((await submit({ format: [] })).fieldErrors).toHaveProperty('format');
    await submit({ format: ['json', 'csv'] });
    await closeAll();
    const task = await office.repositories.tasks.get(team, `${viewId}-${run.id}`.slice(0, 60));
    expect(task).toMatchObject({ kind: 'export', run: run.id, formats: ['json', 'csv'], createdBy: rep });
  });

  it('keeps what somebody thinks of it, and why', async () => {
    await choose(await message('summary'), 'thread_feedback', 'negative');
    await submit({ reason: 'Too long.' });
    await closeAll();
    const said = await office.repositories.marks.feedbackOf(team, run.id);
    expect(said).toMatchObject([{ by: rep, verdict: 'bad', reason: 'Too long.', place: 'summary' }]);
  });
});

describe('a wrong vertical', () => {
  it('is put right by a person, and what was made from it is made again', async () => {
    const before = await office.repositories.stages.list(team, run.id);
    await more('vertical');
    await submit({ vertical: 'retail' });
    expect((await modal()).words).toContain('Corrected: Retail.');
    await closeAll();
    const ended = await office.ended(run.id);
    const after = await office.repositories.stages.list(team, run.id);
    const output = (id: string) => after.find((stage) => stage.id === id);
    expect(Vertical.parse(output('vertical')?.output)).toEqual({
      vertical: 'retail',
      confidence: 1,
      decidedBy: 'user',
    });
    expect(output('useCases')).toMatchObject({ version: 2, attempt: ended.attempts.length });
    expect(ended.status).toBe('completed');
    expect(await audited('vertical.correct')).toEqual([{ by: rep, detail: 'transportation to retail' }]);
    const idsOf = (stages: typeof after) =>
      stages
        .filter(({ id }) => id === 'competitors')
        .flatMap((stage) => claimSetOf(stage)?.claims.map(({ id }) => id) ?? []);
    expect(idsOf(after).filter((id) => idsOf(before).includes(id))).toEqual([]);
  });
});

describe('research again', () => {
  it('is the next iteration of the same project, in a thread of its own', async () => {
    await more('rerun');
    await submit({});
    expect((await modal()).words).toContain('Research on Maersk begins (maersk.com)');
    await closeAll();
    const [again] = await office.repositories.runs.recent(team, { channel: sales, limit: 1 });
    const stored = await office.repositories.runs.get(team, run.id);
    expect(again).toMatchObject({
      project: stored?.project,
      iteration: 2,
      contextMode: 'accumulate',
      mode: 'standard',
    });
    expect(again?.id).not.toBe(run.id);
    await office.ended(again?.id ?? '');
  });
});

/** The message of another run. */
async function newest(slot: string, of: Run): Promise<Shown> {
  const anchor = await office.repositories.slots.get(team, of.id, 'anchor');
  return office.person(of.createdBy).message(slot, '', { thread: anchor?.ts });
}
