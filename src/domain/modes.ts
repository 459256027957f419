import { facets, signals } from './evidence.ts';
import type { RunMode } from './run.ts';
import { stageId } from './stage.ts';

const facetStages = (names: readonly string[]) => names.map((name) => `facet.${name}`);
const upToTheOnePager = ['vertical', 'report', 'gaps', 'useCases', 'onePager[u1]', stageId('files', 'onePager.u1')];

const standard = [
  ...facetStages(facets),
  ...signals.map((name) => `signal.${name}`),
  'competitors',
  ...upToTheOnePager,
  stageId('files', 'report'),
];

const byMode: Record<RunMode, readonly string[]> = {
  quick: [...facetStages(['profile', 'news', 'leadership', 'technology']), ...upToTheOnePager],
  standard,
  deep: standard,
};

/** The outputs a mode stands for, and what was ticked besides. What they need is found by the engine. */
export const wantedFor = (mode: RunMode, extra: readonly string[] = []): string[] => [
  ...new Set([...byMode[mode], ...extra]),
];
