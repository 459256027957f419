import { facets, signals } from '../domain/evidence.ts';
import { stageId } from '../domain/stage.ts';
import { madeInto, type Topic } from '../domain/stage-label.ts';
import type { StageSpec } from './stage-spec.ts';
import { makeAccountPlan } from './stages/account-plan.ts';
import { makeAsked } from './stages/asked.ts';
import { makeCompetitors } from './stages/competitors.ts';
import { makeCorrelation } from './stages/correlation.ts';
import { abandonDeep, makeDeep } from './stages/deep.ts';
import { makeFacet } from './stages/facet.ts';
import { makeFacts } from './stages/facts.ts';
import { makeFeasibility } from './stages/feasibility.ts';
import { makeFiles } from './stages/files.ts';
import { makeGaps } from './stages/gaps.ts';
import { makeIdeas } from './stages/ideas.ts';
import { makeIdentity } from './stages/identity.ts';
import { makeOnePager } from './stages/one-pager.ts';
import { makeOrgSignals } from './stages/org-signals.ts';
import { makePersonas } from './stages/personas.ts';
import { makePlay } from './stages/play.ts';
import { makeRecall } from './stages/recall.ts';
import { makeRemember } from './stages/remember.ts';
import { makeReport } from './stages/report.ts';
import { makeUseCases } from './stages/use-cases.ts';
import { makeVertical } from './stages/vertical.ts';

const facetStages = facets.map((facet) => `facet.${facet}`);
const signalStages = signals.map((signal) => `signal.${signal}`);
const researched = [...facetStages, ...signalStages, 'deep'];
/** A run has three use cases at most. */
const perUseCase = (family: string) => ['u1', 'u2', 'u3'].map((key) => stageId(family, key));

const shownInTheReport = [
  ...['orgSignals', 'correlation', 'personas', 'facts'],
  ...perUseCase('feasibility'),
  ...perUseCase('play'),
];

const grounded = (family: string, topic: Topic): StageSpec => ({
  family,
  needs: () => ['identity'],
  calls: { grounded: 1, structured: 0 },
  version: 1,
  make: makeFacet(topic),
});

/** The pipeline. Order = how it is shown, and how sources are numbered. */
export const stageTable: readonly StageSpec[] = [
  {
    family: 'identity',
    needs: () => [],
    calls: { grounded: 1, structured: 0 },
    version: 1,
    make: makeIdentity,
  },
  {
    family: 'recall',
    needs: () => ['identity'],
    calls: { grounded: 0, structured: 0 },
    version: 1,
    make: makeRecall,
  },
  ...facets.map((facet) => grounded(`facet.${facet}`, facet)),
  ...signals.map((signal) => grounded(`signal.${signal}`, signal)),
  {
    family: 'deep',
    needs: () => ['identity'],
    // One question to an agent, which searches and reads as often as it wants to.
    calls: { grounded: 1, structured: 0 },
    version: 1,
    make: makeDeep,
    abandon: abandonDeep,
  },
  {
    family: 'vertical',
    needs: () => ['identity', 'facet.profile'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeVertical,
  },
  {
    family: 'competitors',
    needs: () => ['identity', 'vertical', 'facet.profile'],
    calls: { grounded: 1, structured: 1 },
    version: 1,
    make: makeCompetitors,
  },
  {
    family: 'orgSignals',
    needs: () => ['identity'],
    needsAny: signalStages,
    uses: () => ['facet.news'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeOrgSignals,
  },
  {
    family: 'report',
    needs: () => ['identity'],
    needsAny: facetStages,
    uses: () => [...signalStages, 'deep', 'recall'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeReport,
  },
  {
    family: 'gaps',
    needs: () => ['identity', 'report', 'vertical'],
    uses: () => [...researched, 'competitors', 'recall'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeGaps,
  },
  {
    family: 'correlation',
    needs: () => ['identity', 'gaps', 'orgSignals'],
    uses: () => [...researched, 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeCorrelation,
  },
  {
    family: 'ideas',
    needs: () => ['identity', 'report', 'gaps'],
    uses: () => [...researched, 'correlation', 'competitors', 'recall'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeIdeas,
  },
  {
    family: 'useCases',
    needs: () => ['identity', 'ideas'],
    uses: () => [...researched, 'competitors', 'recall'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeUseCases,
  },
  {
    family: 'feasibility',
    needs: () => ['identity', 'useCases'],
    uses: () => [...researched, 'competitors', 'gaps'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeFeasibility,
  },
  {
    family: 'play',
    needs: (key) => ['identity', 'useCases', stageId('feasibility', key)],
    uses: () => [...researched, 'vertical', 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makePlay,
  },
  {
    family: 'onePager',
    needs: () => ['identity', 'useCases'],
    uses: (key) => [...researched, stageId('play', key), 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 2,
    make: makeOnePager,
  },
  {
    family: 'personas',
    needs: () => ['identity', 'report', 'vertical'],
    uses: () => [...researched, 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makePersonas,
  },
  {
    family: 'accountPlan',
    needs: () => ['identity', 'report', 'useCases', 'gaps'],
    uses: () => [...researched, ...perUseCase('play'), 'personas', 'correlation', 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeAccountPlan,
  },
  {
    family: 'facts',
    needs: () => ['identity'],
    needsAny: [...facetStages, ...signalStages],
    uses: () => ['deep'],
    calls: { grounded: 0, structured: 2 },
    version: 2,
    make: makeFacts,
  },
  {
    family: 'files',
    // The numbers of the footnotes come from the report, so it belongs to every document.
    needs: (key) => ['identity', 'report', ...(key === 'report' ? [] : [madeInto(key)])],
    // Only the report shows everything; whoever waits for a one-pager waits for nothing else.
    uses: (key) => [
      ...researched,
      ...['vertical', 'competitors', 'gaps', 'ideas', 'useCases'],
      ...(key === 'report' ? shownInTheReport : []),
    ],
    calls: { grounded: 0, structured: 0 },
    version: 1,
    make: makeFiles,
  },
  {
    family: 'asked',
    needs: () => ['identity'],
    calls: { grounded: 1, structured: 0 },
    version: 1,
    make: makeAsked,
  },
  {
    family: 'remember',
    needs: () => ['identity', 'report'],
    // Nothing that is written later is remembered, so the end of the run does not wait for it.
    uses: () => [...researched, 'vertical', 'recall'],
    calls: { grounded: 0, structured: 0 },
    version: 1,
    make: makeRemember,
  },
];
