import type { RunMode } from '../../src/domain/run.ts';
import { specOf } from '../../src/pipeline/plan.ts';
import { stageTable } from '../../src/pipeline/stages.ts';
import type { Expected } from './check.ts';

const quick = ['anchor', 'summary', 'useCases', 'file.onePager.u1.v1'];

/** What a run of a mode shows when nothing goes wrong, and what its stages cost. */
export const expected = (mode: RunMode): Expected => ({
  slots: mode === 'quick' ? quick : [...quick, 'file.report.v1'],
  callsOf(stage) {
    const { grounded, structured } = specOf(stageTable, stage).calls;
    return grounded + structured;
  },
});
