import { expect, test } from 'vitest';
import { createFaults } from './faults.ts';

const call = (stage: string | undefined, kind: 'grounded' | 'structured' = 'grounded') =>
  ({ stage, call: kind, model: 'gemini-3.8-flash' }) as const;

test('a fault fits by stage, family and kind, after some calls and for some', () => {
  const faults = createFaults();
  faults.add({ kind: 'quota', stage: 'facet', call: 'grounded', after: 1, times: 2 });
  expect(faults.take(call('report'))).toBeUndefined();
  expect(faults.take(call('facet.news', 'structured'))).toBeUndefined();
  expect(faults.take(call('facet.news'))).toBeUndefined();
  expect(faults.take(call('facet.news'))?.kind).toBe('quota');
  expect(faults.take(call('facet.profile'))?.kind).toBe('quota');
  expect(faults.take(call('facet.profile'))).toBeUndefined();
  expect(faults.list()).toEqual([]);
});

test('null times lasts until cleared; onePager means every onePager', () => {
  const faults = createFaults();
  faults.add({ kind: 'empty', stage: 'onePager', times: null });
  for (const stage of ['onePager[u1]', 'onePager[u2]', 'onePager[u1]'])
    expect(faults.take(call(stage))?.kind).toBe('empty');
  faults.clear();
  expect(faults.take(call('onePager[u1]'))).toBeUndefined();
  expect(() => faults.add({ kind: 'nonsense' as 'empty' })).toThrow();
});
