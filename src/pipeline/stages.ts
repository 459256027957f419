import { facets, signals } from '../domain/evidence.ts';
import { stageId } from '../domain/stage.ts';
import { type Topic, topics } from './prompts/topics.ts';
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
/** `Play` of the best use case, `Play 2` of the next. */
const numbered = (label: string) => (key: string) => (key === 'u1' ? label : `${label} ${key.slice(1)}`);

const shownInTheReport = [
  ...['orgSignals', 'correlation', 'personas', 'facts'],
  ...perUseCase('feasibility'),
  ...perUseCase('play'),
];
/** `onePager.u1` is a key that holds no brackets: it stands for `onePager[u1]`. */
const assetOf = (key: string): string => key.replace(/^onePager\.(.+)$/, (_, useCase) => stageId('onePager', useCase));

const grounded = (family: string, topic: Topic): StageSpec => ({
  family,
  label: () => topics[topic].label,
  needs: () => ['identity'],
  calls: { grounded: 1, structured: 0 },
  version: 1,
  make: makeFacet(topic),
});

/** The pipeline. Order = how it is shown, and how sources are numbered. */
export const stageTable: readonly StageSpec[] = [
  {
    family: 'identity',
    label: () => 'Which company',
    needs: () => [],
    calls: { grounded: 1, structured: 0 },
    version: 1,
    make: makeIdentity,
  },
  {
    family: 'recall',
    label: () => 'What we remember',
    needs: () => ['identity'],
    calls: { grounded: 0, structured: 0 },
    version: 1,
    make: makeRecall,
  },
  ...facets.map((facet) => grounded(`facet.${facet}`, facet)),
  ...signals.map((signal) => grounded(`signal.${signal}`, signal)),
  {
    family: 'deep',
    label: () => 'Deep research',
    needs: () => ['identity'],
    // One question to an agent, which searches and reads as often as it wants to.
    calls: { grounded: 1, structured: 0 },
    version: 1,
    make: makeDeep,
    abandon: abandonDeep,
  },
  {
    family: 'vertical',
    label: () => 'Vertical',
    needs: () => ['identity', 'facet.profile'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeVertical,
  },
  {
    family: 'competitors',
    label: () => topics.competitors.label,
    needs: () => ['identity', 'vertical', 'facet.profile'],
    calls: { grounded: 1, structured: 1 },
    version: 1,
    make: makeCompetitors,
  },
  {
    family: 'orgSignals',
    label: () => 'Organisation signals',
    needs: () => ['identity'],
    needsAny: signalStages,
    uses: () => ['facet.news'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeOrgSignals,
  },
  {
    family: 'report',
    label: () => 'Account report',
    needs: () => ['identity'],
    needsAny: facetStages,
    uses: () => [...signalStages, 'deep', 'recall'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeReport,
  },
  {
    family: 'gaps',
    label: () => 'Gaps',
    needs: () => ['identity', 'report', 'vertical'],
    uses: () => [...researched, 'competitors', 'recall'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeGaps,
  },
  {
    family: 'correlation',
    label: () => 'Signals and gaps',
    needs: () => ['identity', 'gaps', 'orgSignals'],
    uses: () => [...researched, 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeCorrelation,
  },
  {
    family: 'ideas',
    label: () => 'Ideas',
    needs: () => ['identity', 'report', 'gaps'],
    uses: () => [...researched, 'correlation', 'competitors', 'recall'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeIdeas,
  },
  {
    family: 'useCases',
    label: () => 'Use cases',
    needs: () => ['identity', 'ideas'],
    uses: () => [...researched, 'competitors', 'recall'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeUseCases,
  },
  {
    family: 'feasibility',
    label: numbered('Feasibility'),
    needs: () => ['identity', 'useCases'],
    uses: () => [...researched, 'competitors', 'gaps'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeFeasibility,
  },
  {
    family: 'play',
    label: numbered('Play'),
    needs: (key) => ['identity', 'useCases', stageId('feasibility', key)],
    uses: () => [...researched, 'vertical', 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makePlay,
  },
  {
    family: 'onePager',
    label: numbered('One-pager'),
    needs: () => ['identity', 'useCases'],
    uses: (key) => [...researched, stageId('play', key), 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 2,
    make: makeOnePager,
  },
  {
    family: 'personas',
    label: () => 'Personas',
    needs: () => ['identity', 'report', 'vertical'],
    uses: () => [...researched, 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makePersonas,
  },
  {
    family: 'accountPlan',
    label: () => 'Account plan',
    needs: () => ['identity', 'report', 'useCases', 'gaps'],
    uses: () => [...researched, ...perUseCase('play'), 'personas', 'correlation', 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeAccountPlan,
  },
  {
    family: 'facts',
    label: () => 'Facts for comparison',
    needs: () => ['identity'],
    needsAny: [...facetStages, ...signalStages],
    uses: () => ['deep'],
    calls: { grounded: 0, structured: 2 },
    version: 2,
    make: makeFacts,
  },
  {
    family: 'files',
    label: (key) =>
      key === 'report'
        ? 'Report PDF'
        : key === 'accountPlan'
          ? 'Account plan PDF'
          : `${numbered('One-pager')(key.replace(/^onePager\./, ''))} PDF`,
    // The numbers of the footnotes come from the report, so it belongs to every document.
    needs: (key) => ['identity', 'report', ...(key === 'report' ? [] : [assetOf(key)])],
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
    label: () => 'Looked up on request',
    needs: () => ['identity'],
    calls: { grounded: 1, structured: 0 },
    version: 1,
    make: makeAsked,
  },
  {
    family: 'remember',
    label: () => 'Remembered',
    needs: () => ['identity', 'report'],
    // Nothing that is written later is remembered, so the end of the run does not wait for it.
    uses: () => [...researched, 'vertical', 'recall'],
    calls: { grounded: 0, structured: 0 },
    version: 1,
    make: makeRemember,
  },
];
