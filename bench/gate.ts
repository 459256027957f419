import { Report } from '../src/domain/report.ts';
import { findings } from '../src/pipeline/evidence/gate/findings.ts';
import { contextOf, verifyBrief } from '../src/pipeline/evidence/verify-brief.ts';
import { corpus } from '../test/mutation/corpus.ts';
import { median, percentile, table } from './table.ts';

/** The proof gate on the standard reports of the bundled companies: no model, so it may cost next to nothing. */
const rounds = 20;

function times(work: () => void): number[] {
  return Array.from({ length: rounds }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
}

const rows: string[][] = [];
for (const { company, brief } of await corpus()) {
  const { report } = brief;
  if (!report) throw new TypeError(`${company} has no report`);
  const context = contextOf(brief);
  const gate = times(() => findings(Report, report, context));
  const whole = times(() => verifyBrief(brief));
  rows.push([
    `gate, standard report, ${company}`,
    `${brief.claims.length} claims`,
    `${Math.round(median(gate))} ms`,
    `p95 ${Math.round(percentile(gate, 0.95))} ms`,
    `whole brief ${Math.round(median(whole))} ms`,
  ]);
}
table(rows);
