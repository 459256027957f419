import type { Brief } from '../../domain/brief.ts';
import type { OrgSignals } from '../../domain/org-signals.ts';
import { plainClaimText } from './claims.ts';
import type { Finding } from './gate/finding.ts';
import { hasQuantity } from './gate/match-figures.ts';
import { mergeFigures, readFigures } from './gate/read-figures.ts';
import { finding } from './verify-claims.ts';

/** A fact belongs to a claim, and its value stands in that claim as written there. */
export function verifyFacts({ facts, claims }: Brief): Finding[] {
  const textOf = new Map(claims.map((claim) => [claim.id, [claim.text, plainClaimText(claim)]]));
  return facts.flatMap(({ claim, value }, index) => {
    const texts = textOf.get(claim);
    const problem = texts
      ? texts.some((text) => text.includes(value))
        ? undefined
        : `"${value}" does not stand in ${claim}.`
      : `There is no claim ${claim}.`;
    return problem === undefined ? [] : [finding(`facts[${index}]`, 'facts', problem, value)];
  });
}

/** Every number that was measured (ratings, followers, openings, the founding year) stands in some claim; null is unknown. */
export function verifyMeasures({ orgSignals, report, claims }: Brief): Finding[] {
  const known = mergeFigures(claims.map((claim) => readFigures(plainClaimText(claim), [])));
  const years = new Set(known.dates.map(({ year }) => year));
  const measured = [
    ...(orgSignals ? numbersOf(orgSignals) : []),
    ...(report?.foundedYear ? [{ path: 'report.foundedYear', value: report.foundedYear }] : []),
  ];
  return measured
    .filter(({ value }) => {
      const plain = { currencies: [], raw: String(value), start: 0, end: 0, spelled: false, power: 0, values: [value] };
      return !years.has(value) && ![true, false].some((percent) => hasQuantity({ ...plain, percent }, known));
    })
    .map(({ path, value }) => finding(path, 'measures', `No claim gives the number ${value}.`, String(value)));
}

function numbersOf({ employeeSentiment, linkedin, jobs }: OrgSignals): { path: string; value: number }[] {
  const { overall, workLife, compensation, culture, management, recommendPct } = employeeSentiment;
  const ratings = Object.entries({ overall, workLife, compensation, culture, management, recommendPct });
  const entries: [string, number | null][] = [
    ...ratings.map(([name, value]): [string, number | null] => [`employeeSentiment.${name}`, value]),
    ['linkedin.followers', linkedin.followers],
    ['jobs.openings', jobs.openings],
    ...jobs.departments.map(({ count }, at): [string, number | null] => [`jobs.departments[${at}].count`, count]),
    ...jobs.seniority.map(({ count }, at): [string, number | null] => [`jobs.seniority[${at}].count`, count]),
  ];
  return entries.flatMap(([name, value]) => (value === null ? [] : [{ path: `orgSignals.${name}`, value }]));
}
