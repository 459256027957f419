import type { Brief } from './domain/brief.ts';
import { AppError } from './domain/errors.ts';
import type { Comparison } from './domain/facts.ts';
import type { Repositories } from './domain/ports/repositories.ts';
import { compareBriefs } from './pipeline/comparison/compare-briefs.ts';
import { inTableOrder } from './pipeline/plan.ts';
import { shownBrief } from './pipeline/shown-brief.ts';
import { stageTable } from './pipeline/stages.ts';

/** Whoever waits for a comparison waits for a form to open. */
const comparisonMilliseconds = 2000;

/** Everything a run has found and made so far. Error: `not_found`. */
export const briefReader =
  ({ runs, stages, evidence, settings, marks }: Repositories) =>
  async (team: string, id: string): Promise<Brief> => {
    const run = await runs.get(team, id);
    if (!run) throw new AppError('not_found', 'There is no such run.');
    const [records, answers, seller, said] = await Promise.all([
      stages.list(team, id),
      evidence.list(team, id),
      settings.seller(team),
      marks.get(team, id),
    ]);
    const ordered = inTableOrder(stageTable, records);
    return shownBrief({ run, stages: ordered, evidence: answers, seller, marks: said });
  };

/** Two runs held against each other without a model. Error: `conflict`. */
export const compareWithoutModel = (earlier: Brief, later: Brief): Promise<Comparison> =>
  compareBriefs(earlier, later, AbortSignal.timeout(comparisonMilliseconds));
