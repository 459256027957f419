import { facets, signals } from './evidence.ts';
import type { RunMode } from './run.ts';
import { stageId } from './stage.ts';

const facetStages = (names: readonly string[]) => names.map((name) => `facet.${name}`);
const upToTheOnePager = ['vertical', 'report', 'gaps', 'useCases', 'onePager[u1]', stageId('files', 'onePager.u1')];
const memory = ['recall', 'remember'];

const standard = [
  ...facetStages(facets),
  ...signals.map((name) => `signal.${name}`),
  'competitors',
  'orgSignals',
  'correlation',
  'facts',
  ...upToTheOnePager,
  ...memory,
  stageId('files', 'report'),
];

const byMode: Record<RunMode, readonly string[]> = {
  quick: [...facetStages(['profile', 'news', 'leadership', 'technology']), ...upToTheOnePager, ...memory],
  standard,
  // What the agent finds is evidence beside that of the facets.
  deep: ['deep', ...standard],
};

/** The outputs a mode stands for, and what was ticked besides. What they need is found by the engine. */
export const wantedFor = (mode: RunMode, extra: readonly string[] = []): string[] => [
  ...new Set([...byMode[mode], ...extra]),
];
