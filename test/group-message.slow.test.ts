import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultSeed } from '../simulator/slack/seed.ts';
import type { Run } from '../src/domain/run.ts';
import { admin, manager, type Office, openOffice, rep, team } from './harness/office.ts';

/** A conversation of two people and the app that is no channel. The admin is not in it. */
const group = 'C0GROUP001';
let office: Office;
let run: Run;
beforeAll(async () => {
  const members = [rep, manager, defaultSeed.app.botUserId];
  const talk = { id: group, name: 'mpdm-manager--prospector--rep-1', kind: 'mpim' as const, topic: '', members };
  const seed = { ...defaultSeed, channels: [...defaultSeed.channels, { ...talk, archived: false }] };
  office = await openOffice({ slack: { seed } });
  run = await office.research('Maersk maersk.com', { channel: group });
}, 120_000);
afterAll(() => office.close());

it('lets everybody in it use the forms of a research that was asked for there', async () => {
  expect(run.visibility).toBe(group);
  const lead = office.person(manager);
  await lead.press(await lead.message('useCases'), 'Open one-pager');
  await lead.press(await lead.form(), 'Edit');
  await lead.submit({ headline: 'What we agreed on' });
  expect((await lead.form()).words).toContain('Saved as a new version.');
  await lead.closeForms();
  const page = await office.repositories.stages.get(team, run.id, 'onePager[u1]');
  expect(page).toMatchObject({ version: 2, editedBy: manager, line: 'What we agreed on' });
  expect((await lead.openHome()).words).toContain('Maersk');
});

it('keeps it from a stranger to it, who sees neither the thread nor the run', async () => {
  const stranger = office.person(admin);
  expect((await stranger.state()).messages.filter(({ channel }) => channel === group)).toEqual([]);
  expect((await stranger.openHome()).words).not.toContain('Maersk');
});
