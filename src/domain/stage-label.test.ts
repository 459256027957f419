import { expect, it } from 'vitest';
import { stageLabel } from './stage-label.ts';

it.each([
  ['facet.cloud', 'Cloud'],
  ['signal.jobs', 'Job market'],
  ['competitors', 'What peers do'],
  ['play[u1]', 'Play'],
  ['play[u2]', 'Play 2'],
  ['asked[01JABC]', 'Looked up on request'],
  ['files[report]', 'Report PDF'],
  ['files[accountPlan]', 'Account plan PDF'],
  ['files[onePager.u1]', 'One-pager PDF'],
  ['files[onePager.u3]', 'One-pager 3 PDF'],
])('%s is called %s', (id, label) => {
  expect(stageLabel(id)).toBe(label);
});

it('what another version of the table made is called by the words of its id', () => {
  expect(stageLabel('facet.cloudSpend')).toBe('Cloud spend');
});
