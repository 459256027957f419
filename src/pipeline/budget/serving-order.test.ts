import { describe, expect, it } from 'vitest';
import { wantedFor } from '../../domain/modes.ts';
import { planStages } from '../plan.ts';
import { stageTable } from '../stages.ts';
import { servingOrder } from './serving-order.ts';

const order = (wanted: readonly string[], reusable: readonly string[] = []) => {
  const there = new Set(reusable);
  return servingOrder(stageTable, planStages(stageTable, wanted, there), there).map(({ id }) => id);
};

describe('the order in which stages are served', () => {
  it('begins with what the report and the first one-pager cannot do without', () => {
    const ids = order(wantedFor('standard'));
    const core = ['identity', 'facet.profile', 'vertical', 'report', 'gaps', 'ideas', 'useCases', 'onePager[u1]'];
    expect(ids.slice(0, core.length)).toEqual(core);
    expect(ids.slice(core.length)).toEqual(expect.arrayContaining(['facet.news', 'signal.social', 'competitors']));
  });

  it('counts nothing that costs nothing, and nothing that is there', () => {
    expect(order(wantedFor('quick')).some((id) => id.startsWith('files'))).toBe(false);
    expect(order(['onePager[u2]', 'files[onePager.u2]'], ['identity', 'report', 'useCases'])).toEqual(['onePager[u2]']);
  });

  it('takes one source for a report that has none that is needed anyway', () => {
    expect(order(['report', 'facet.cloud', 'facet.data'])).toEqual(['identity', 'facet.cloud', 'report', 'facet.data']);
    expect(order(['report', 'facet.cloud'], ['identity', 'facet.data'])).toEqual(['report', 'facet.cloud']);
  });
});
