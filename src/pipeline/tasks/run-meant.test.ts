import { expect, it } from 'vitest';
import { testRun } from '../../domain/testing/test-run.ts';
import { runMeant } from './run-meant.ts';

/** Newest first, as they are listed. */
const runs = [
  testRun('5', 'United', { domain: 'united.com' }),
  testRun('4', 'Delta', { choice: { name: 'Delta Air Lines', domain: 'delta.com' } }),
  testRun('3', 'Maersk', { domain: 'maersk.com' }),
  testRun('2', 'Maersk'),
  testRun('1', 'zkb.ch', { domain: 'www.zkb.ch' }),
];
const meant = async (text: string) =>
  (await runMeant({ list: () => Promise.resolve({ runs }) }, { team: 'T1', text, viewer: ['team'] }))?.id;

it.each([
  ['Who leads Maersk?', '3'],
  ['who leads MAERSK’s technology?', '3'],
  ['What has ZKB said on AI?', '1'],
  ['What do Delta Air Lines fly?', '4'],
  ['How is Delta doing?', '4'],
  ['Is United a customer of Azure?', '5'],
  ['Are we united on the price?', undefined],
  ['What do we know about furniture?', undefined],
])('%s → %s', async (text, id) => {
  expect(await meant(text)).toBe(id);
});
