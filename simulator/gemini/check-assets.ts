import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { AccountPlan } from '../../src/domain/account-plan.ts';
import { Fact } from '../../src/domain/facts.ts';
import { OrgSignals } from '../../src/domain/org-signals.ts';
import { factCheck } from '../../src/pipeline/evidence/fact-problems.ts';
import { groundedSignals } from '../../src/pipeline/stages/grounded-signals.ts';
import type { AnswerFile } from './answers.ts';
import { asClaim } from './check-proof.ts';
import type { BundledCompany } from './company-facts.ts';
import { isObject, type Json } from './json.ts';
import { gapsIn } from './rejoin-gaps.ts';
import { alternativesOf } from './resolve-answer.ts';

/** What no schema says: joins, dates, people and values of the members that are written about the others. */
export function assetProblems(company: BundledCompany, answers: AnswerFile): string[] {
  return [
    ...correlationProblems(answers),
    ...factProblems(company, answers.Facts ?? []),
    ...signalProblems(company, answers.OrgSignals),
    ...personaProblems(answers),
    ...planProblems(company, answers.AccountPlan),
    ...titleProblems(answers),
  ];
}

function correlationProblems({ GapCorrelations, GapAnalysis }: AnswerFile): string[] {
  const known = new Set(gapsIn(GapAnalysis ?? null).map(({ id }) => id));
  return objectsWith(GapCorrelations, 'gapId').flatMap(({ gapId, confidence, evidence }) => [
    ...(known.has(String(gapId)) ? [] : [`GapCorrelations: there is no gap ${String(gapId)}`]),
    ...(isObject(evidence) && isDeepStrictEqual(evidence.claims, []) && Number(confidence) > 0.3
      ? [`GapCorrelations ${String(gapId)}: without a fact the confidence is at most 0.3`]
      : []),
  ]);
}

function factProblems(company: BundledCompany, written: readonly Json[]): string[] {
  const identity = { ...company.company, confidence: 1, decidedBy: 'only_match' as const, claims: [] };
  const check = factCheck(company.facts.map(asClaim), identity);
  return written.flatMap((item, index) => {
    const fact = Fact.safeParse(item);
    if (!fact.success) return [`Facts[${index}]: ${z.prettifyError(fact.error)}`];
    const problem = check(fact.data);
    return problem === undefined ? [] : [`Facts[${index}]: ${problem}`];
  });
}

/** Numbers and single words that the app would set to unknown. */
function signalProblems({ facts }: BundledCompany, written: Json | undefined): string[] {
  const signals = OrgSignals.safeParse(written);
  if (!signals.success) return [];
  const kind = (topic: string) => (['jobs', 'sentiment', 'social'].includes(topic) ? 'signal' : 'facet');
  const claims = facts.map((fact) => ({ ...asClaim(fact), stage: `${kind(fact.topic)}.${fact.topic}` }));
  return groundedSignals(signals.data, claims).unfounded.map((path) => `OrgSignals.${path}: no fact bears it out`);
}

function personaProblems({ Personas, Report }: AnswerFile): string[] {
  const people = new Set(objectsWith(Report, 'profileUrl').map(({ name }) => name));
  return objectsWith(Personas, 'realPerson').flatMap(({ realPerson }) =>
    typeof realPerson !== 'string' || people.has(realPerson)
      ? []
      : [`Personas: ${realPerson} is no decision maker of the report`],
  );
}

/** The day of the first demonstrations and the day after which a plan is no plan. */
const [from, to] = ['2026-12-31', '2028-01-01'];

function planProblems({ facts }: BundledCompany, plan: Json | undefined): string[] {
  const days = [
    ...objectsWith(plan, 'due').map(({ due }) => due),
    ...objectsWith(plan, 'criteria').map(({ date }) => date),
  ];
  const names = objectsWith(plan, 'approach').map(({ name }) => String(name));
  const roles = AccountPlan.shape.stakeholders.element.shape.role.options;
  const people = names.filter((name) => facts.some(({ text }) => text.includes(name)));
  const owners = objectsWith(plan, 'owner').map(({ owner }) => String(owner));
  return [
    ...days
      .filter((day) => typeof day !== 'string' || day <= from || day >= to)
      .map((day) => `AccountPlan: ${String(day)} is no day of 2027`),
    ...names.filter((name) => !people.includes(name)).map((name) => `AccountPlan: no fact names ${name}`),
    ...objectsWith(plan, 'approach')
      .filter(({ role }) => !roles.includes(role as (typeof roles)[number]))
      .map(({ name, role }) => `AccountPlan: ${String(name)} is a ${String(role)}, not one of ${roles.join(', ')}`),
    ...owners
      .filter((owner) => names.some((name) => owner.includes(name)))
      .map((owner) => `AccountPlan: an owner is a role, not a person: ${owner}`),
  ];
}

function titleProblems({ UseCases, Feasibilities, Plays }: AnswerFile): string[] {
  const titles = new Set(objectsWith(UseCases, 'whyNow').map(({ title }) => String(title)));
  return Object.entries({ Feasibilities, Plays }).flatMap(([name, byTitle]) =>
    byTitle === undefined
      ? []
      : [
          ...[...titles].filter((title) => !(title in byTitle)).map((title) => `${name}: nothing for "${title}"`),
          ...Object.keys(byTitle)
            .filter((title) => !titles.has(title))
            .map((title) => `${name}: no use case "${title}"`),
        ],
  );
}

/** Every object below that has the member, in all alternatives of the file. */
function objectsWith(node: Json | undefined, key: string): Record<string, Json | undefined>[] {
  if (node === undefined) return [];
  const inner = alternativesOf(node) ?? (Array.isArray(node) ? node : isObject(node) ? Object.values(node) : []);
  return [...(isObject(node) && key in node ? [node] : []), ...inner.flatMap((member) => objectsWith(member, key))];
}
