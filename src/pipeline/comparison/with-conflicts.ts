import type { Brief } from '../../domain/brief.ts';
import { attributeLabel } from '../../domain/facts.ts';
import type { Report } from '../../domain/report.ts';
import type { Statement } from '../../domain/statement.ts';
import { cut } from '../../domain/text.ts';
import { missingFigures } from '../evidence/gate/match-figures.ts';
import { mergeFigures, readFigures } from '../evidence/gate/read-figures.ts';
import { type Conflict, conflictsIn } from './conflicts-in.ts';

type ReportConflict = Report['conflicts'][number];

/** As many as a report holds, and values side by side. */
const most = 16;
const mostValues = 6;

/**
 * The brief with the disagreements of its sources that the model did not name added to those it did. What is added says
 * nothing of its own: each side is a claim, word for word. Without facts the brief is as it was.
 */
export function withConflicts(brief: Brief): Brief {
  const { report, company, request } = brief;
  if (!report || brief.facts.length === 0) return brief;
  const names = [company?.name, company?.legalName, ...(company?.aliases ?? []), request.companyName].filter(
    (name) => name !== undefined,
  );
  const added = conflictsIn(brief.claims, brief.facts, names)
    .filter((conflict) => !report.conflicts.some((known) => isNamed(conflict, known)))
    .map(reportConflict);
  return added.length === 0
    ? brief
    : { ...brief, report: { ...report, conflicts: [...report.conflicts, ...added].slice(0, most) } };
}

/** The report's conflict holds claims of at least two of the values. */
function isNamed({ values }: Conflict, known: ReportConflict): boolean {
  const held = new Set(known.values.flatMap(({ claims }) => claims));
  return values.filter(({ claims }) => claims.some(({ id }) => held.has(id))).length > 1;
}

const reportConflict = (conflict: Conflict): ReportConflict => ({
  attribute: cut(headingOf(conflict), 120),
  values: conflict.values.slice(0, mostValues).map(
    ({ claims }): Statement => ({
      text: cut(claims[0]?.text ?? '', 1200),
      claims: [...new Set(claims.map(({ id }) => id))].slice(0, 12),
      basis: 'evidence',
    }),
  ),
});

/** The heading is read by the proof gate like everything else, so it holds only what the claims hold. */
function headingOf({ entity, own, attribute, period, values }: Conflict): string {
  const claims = values.flatMap((value) => value.claims);
  const known = mergeFigures(claims.map(({ text }) => readFigures(text, [])));
  const isFounded = period !== '' && missingFigures(readFigures(period, []), known).length === 0;
  const isNamedThere = claims.some(({ text }) => text.toLowerCase().includes(entity.toLowerCase()));
  return [
    ...(own || !isNamedThere ? [] : [`${entity}:`]),
    attributeLabel(attribute),
    ...(isFounded ? [`(${period})`] : []),
  ].join(' ');
}
