import { facets, signals } from '../domain/evidence.ts';
import { stageId } from '../domain/stage.ts';
import { type Topic, topics } from './prompts/topics.ts';
import type { StageSpec } from './stage-spec.ts';
import { makeCompetitors } from './stages/competitors.ts';
import { makeFacet } from './stages/facet.ts';
import { makeFiles } from './stages/files.ts';
import { makeGaps } from './stages/gaps.ts';
import { makeIdeas } from './stages/ideas.ts';
import { makeIdentity } from './stages/identity.ts';
import { makeOnePager } from './stages/one-pager.ts';
import { makeReport } from './stages/report.ts';
import { makeUseCases } from './stages/use-cases.ts';
import { makeVertical } from './stages/vertical.ts';

const facetStages = facets.map((facet) => `facet.${facet}`);
const signalStages = signals.map((signal) => `signal.${signal}`);
const researched = [...facetStages, ...signalStages];

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
  ...facets.map((facet) => grounded(`facet.${facet}`, facet)),
  ...signals.map((signal) => grounded(`signal.${signal}`, signal)),
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
    family: 'report',
    label: () => 'Account report',
    needs: () => ['identity'],
    needsAny: facetStages,
    uses: () => signalStages,
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeReport,
  },
  {
    family: 'gaps',
    label: () => 'Gaps',
    needs: () => ['identity', 'report', 'vertical'],
    uses: () => [...researched, 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeGaps,
  },
  {
    family: 'ideas',
    label: () => 'Ideas',
    needs: () => ['identity', 'report', 'gaps'],
    uses: () => [...researched, 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeIdeas,
  },
  {
    family: 'useCases',
    label: () => 'Use cases',
    needs: () => ['identity', 'ideas'],
    uses: () => [...researched, 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeUseCases,
  },
  {
    family: 'onePager',
    label: (key) => (key === 'u1' ? 'One-pager' : `One-pager ${key.slice(1)}`),
    needs: () => ['identity', 'useCases'],
    uses: () => [...researched, 'competitors'],
    calls: { grounded: 0, structured: 1 },
    version: 1,
    make: makeOnePager,
  },
  {
    family: 'files',
    label: (key) => (key === 'report' ? 'Report PDF' : 'One-pager PDF'),
    // The numbers of the footnotes come from the report, so it belongs to every document.
    needs: (key) => [
      'identity',
      'report',
      ...(key === 'report' ? [] : [stageId('onePager', key.replace(/^onePager\./, ''))]),
    ],
    uses: () => [...researched, 'vertical', 'competitors', 'gaps', 'ideas', 'useCases'],
    calls: { grounded: 0, structured: 0 },
    version: 1,
    make: makeFiles,
  },
];
