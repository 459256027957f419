import type { StageRecord } from '../src/domain/stage.ts';
import { planStages } from '../src/pipeline/plan.ts';
import { stageTable } from '../src/pipeline/stages.ts';
import { openRuns, type Ran } from '../test/harness/runs-in-process.ts';
import { median, percentile, table } from './table.ts';

/**
 * Standard runs under the recorded latencies of the model, scaled down: time to the first visible facet and to the
 * one-pager, as a multiple of the critical path that the run's own stages had, and what a run asks of the model.
 */
const scale = 0.2;
const runs = 10;
const onePager = 'onePager[u1]';

const at = (time: string | undefined): number => Date.parse(time ?? '');
const took = (record: StageRecord): number => at(record.finishedAt) - at(record.startedAt);

/** The longest chain of measured stage times that leads to a stage. */
function criticalPath(target: string, { run, stages }: Ran): number {
  const { inputs } = planStages(
    stageTable,
    run.attempts.flatMap((attempt) => attempt.wanted),
  );
  const records = new Map(stages.map((record) => [record.id, record]));
  const ends = new Map<string, number>();
  const end = (id: string): number => {
    const known = ends.get(id);
    if (known !== undefined) return known;
    const record = records.get(id);
    if (!record) return 0;
    const { needs, needsAny, uses } = inputs(id);
    const time = Math.max(0, ...[...needs, ...needsAny, ...uses].map(end)) + took(record);
    ends.set(id, time);
    return time;
  };
  return end(target);
}

const measured: { firstFacet: number; onePager: number; multiple: number; calls: number; searches: number }[] = [];
for (let seed = 1; seed <= runs; seed++) {
  const runsInProcess = await openRuns({ gemini: { latency: 'recorded', latencyScale: scale, seed } });
  try {
    const ran = await runsInProcess.alone({
      companyName: 'Maersk',
      mode: 'standard',
      salesHistory: '',
      focus: '',
      wanted: [],
    });
    const start = at(ran.run.startedAt);
    const since = (id: string) => at(ran.stages.find((record) => record.id === id)?.finishedAt) - start;
    const facets = ran.stages.filter((record) => record.id.startsWith('facet.')).map((record) => since(record.id));
    measured.push({
      firstFacet: Math.min(...facets),
      onePager: since(onePager),
      multiple: since(onePager) / criticalPath(onePager, ran),
      calls: ran.run.usage.calls,
      searches: ran.run.usage.searchQueries,
    });
  } finally {
    await runsInProcess.close();
  }
}

const seconds = (value: number) => `${(value / scale / 1000).toFixed(1)} s`;
const of = (pick: (one: (typeof measured)[number]) => number) => measured.map(pick);
const multiple = median(of((one) => one.multiple));
const calls = Math.max(...of((one) => one.calls));
const row = (what: string, pick: (one: (typeof measured)[number]) => number) => [
  `standard run, ${what}`,
  `${runs} runs, recorded latencies`,
  `p50 ${seconds(median(of(pick)))}`,
  `p90 ${seconds(percentile(of(pick), 0.9))}`,
  '',
];
table([
  row('first facet', (one) => one.firstFacet),
  row('one-pager', (one) => one.onePager),
  [
    'one-pager against the critical path',
    `${runs} runs`,
    `× ${multiple.toFixed(3)}`,
    `max × ${Math.max(...of((one) => one.multiple)).toFixed(3)}`,
    multiple <= 1.1 ? 'goal 1.1 met' : 'goal 1.1 missed',
  ],
  [
    'model calls of a standard run',
    '',
    `${median(of((one) => one.calls))}`,
    `max ${calls}`,
    calls <= 40 ? 'goal 40 met' : 'goal 40 missed',
  ],
  [
    'search queries of a standard run',
    '',
    `${median(of((one) => one.searches))}`,
    `max ${Math.max(...of((one) => one.searches))}`,
    '',
  ],
]);
