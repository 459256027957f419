import { describe, expect, it } from 'vitest';
import { mermaid } from '../src/cli/graph.ts';
import { facets, signals } from '../src/domain/evidence.ts';
import { wantedFor } from '../src/domain/modes.ts';
import { planStages } from '../src/pipeline/plan.ts';
import { stageTable } from '../src/pipeline/stages.ts';

describe('the stage table', () => {
  it('makes quick runs of four facets and standard runs of all', () => {
    const grounded = (mode: 'quick' | 'standard') =>
      planStages(stageTable, wantedFor(mode)).ids.filter((id) => id.startsWith('facet.') || id.startsWith('signal.'));
    expect(grounded('quick')).toEqual(['facet.profile', 'facet.news', 'facet.leadership', 'facet.technology']);
    expect(grounded('standard')).toHaveLength(facets.length + signals.length);
  });

  it('stands in an order in which nothing comes before what it needs', () => {
    const { ids, inputs } = planStages(stageTable, wantedFor('standard'));
    for (const id of ids) {
      const { needs, needsAny, uses } = inputs(id);
      for (const input of [...needs, ...needsAny, ...uses]) expect(ids.indexOf(input)).toBeLessThan(ids.indexOf(id));
    }
  });

  it('is drawn as Mermaid', () => {
    const drawing = mermaid(stageTable, 'quick');
    expect(drawing).toContain('flowchart LR');
    expect(drawing).toContain('identity --> facet_profile');
    expect(drawing).toContain('onePager_u1_["One-pager"]');
  });
});
