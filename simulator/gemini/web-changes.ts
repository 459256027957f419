import { z } from 'zod';
import type { AnswerFile } from './answers.ts';
import { type BundledCompany, CompanyFacts, Fact, FactSource } from './company-facts.ts';
import { findCandidates } from './find-company.ts';
import { isObject, type Json, Json as JsonValue } from './json.ts';
import { laterAnswers } from './later-answers.ts';
import { paraphrase } from './paraphrase.ts';
import { substitute, substitutions } from './reword.ts';
import type { Knowledge } from './structured-answer.ts';

/** What a fact says in comparable form: entity, attribute, period, value as it stands in the text, unit. */
const Tuple = z.strictObject({
  entity: z.string(),
  attribute: z.string(),
  period: z.string(),
  value: z.string(),
  unit: z.string(),
});

/** Pages of the file by id, or new ones. */
const Pages = z.array(z.union([z.string(), FactSource])).min(1);

/** A later state of the web on one company, told as what differs from the bundled facts. */
export const WebChange = z.strictObject({
  /** Name, alias or domain. */
  company: z.string().min(1),
  /** The fact keeps its id and, unless others are named, its pages. Without a tuple the old one is read into the new text. */
  replace: z
    .array(
      z.strictObject({
        fact: z.string(),
        text: z.string().min(1),
        asOf: Fact.shape.asOf,
        sources: Pages.optional(),
        tuple: Tuple.optional(),
      }),
    )
    .default([]),
  add: z
    .array(
      Fact.omit({ sources: true }).extend({
        sources: Pages,
        tuple: Tuple.optional(),
      }),
    )
    .default([]),
  remove: z.array(z.string()).default([]),
  /** Every sentence in other words; figures and names stay. */
  paraphrase: z.boolean().default(false),
});
export type WebChange = z.input<typeof WebChange>;

/**
 * The simulated web as it is after the changes. Each is told against the bundled state, so changing the same company
 * again replaces the earlier change. Throws a `RangeError` when there is no such company or fact.
 */
export function changedWeb(bundled: Knowledge, changes: readonly WebChange[]): Knowledge {
  const companies = new Map(bundled.companies.map((company) => [company.slug, company]));
  const answers = new Map(bundled.answers);
  for (const raw of changes) {
    const change = WebChange.parse(raw);
    const company = companyCalled(bundled, change.company);
    const later = laterCompany(company, change);
    const file = bundled.answers.get(company.slug);
    const laterFile = file && laterAnswers(file, company, later, tuplesOf(change, company));
    if (laterFile) answers.set(company.slug, laterFile);
    companies.set(company.slug, change.paraphrase ? reworded(later, valuesOf(laterFile)) : later);
  }
  return { companies: [...companies.values()], answers };
}

/** The bundled company that a change is about. Throws a `RangeError` when there is none. */
export function companyCalled({ companies }: Knowledge, name: string): BundledCompany {
  const wanted = /^[\w-]+(\.[\w-]+)+$/.test(name) ? { name, domain: name } : { name };
  const [found] = findCandidates(companies, wanted).flatMap((candidate) =>
    candidate.kind === 'bundled' ? [candidate.company] : [],
  );
  if (!found) throw new RangeError(`There is no bundled company "${name}".`);
  return found;
}

function laterCompany(company: BundledCompany, change: z.output<typeof WebChange>): BundledCompany {
  const ids = new Set(company.facts.map(({ id }) => id));
  for (const id of [...change.replace.map(({ fact }) => fact), ...change.remove]) {
    if (!ids.has(id)) throw new RangeError(`${company.company.name} has no fact ${id}.`);
  }
  const taken = change.add.find(({ id }) => ids.has(id));
  if (taken) throw new RangeError(`${company.company.name} has a fact ${taken.id} already.`);
  const replaced = new Map(change.replace.map((one) => [one.fact, one]));
  const kept = company.facts.filter(({ id }) => !change.remove.includes(id));
  const facts = [
    ...kept.map((fact) => {
      const { text = fact.text, asOf = fact.asOf, sources } = replaced.get(fact.id) ?? {};
      return { ...fact, text, ...(asOf !== undefined && { asOf }), ...(sources && { sources: sources.map(pageId) }) };
    }),
    ...change.add.map(({ tuple: _tuple, sources, ...fact }) => ({
      ...fact,
      sources: sources.map(pageId),
    })),
  ];
  const named = [...change.replace, ...change.add].flatMap(({ sources = [] }) => sources);
  const pages = [...company.sources, ...named.filter((source) => typeof source !== 'string')];
  const used = new Set(facts.flatMap(({ sources }) => sources));
  const { slug, ...rest } = company;
  return { slug, ...CompanyFacts.parse({ ...rest, sources: pages.filter(({ id }) => used.has(id)), facts }) };
}

const pageId = (source: string | FactSource): string => (typeof source === 'string' ? source : source.id);

/** Every sentence in other words, but with the values of its facts as they are. */
function reworded(company: BundledCompany, values: ReadonlyMap<string, readonly string[]>): BundledCompany {
  const name = company.company.aliases[0] ?? company.company.name;
  const facts = company.facts.map((fact) => ({ ...fact, text: paraphrase(fact.text, name, values.get(fact.id)) }));
  return { ...company, facts };
}

function valuesOf(file: AnswerFile | undefined): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const tuple of file?.Facts ?? []) {
    if (!isObject(tuple) || typeof tuple.claim !== 'string' || typeof tuple.value !== 'string') continue;
    values.set(tuple.claim, [...(values.get(tuple.claim) ?? []), tuple.value]);
  }
  return values;
}

/** Tuples of what was replaced or added, by fact id; read into the new text where the change gives none. */
function tuplesOf(change: z.output<typeof WebChange>, company: BundledCompany) {
  const given = new Map<string, Json>();
  const changed = new Map<string, (tuple: Json) => Json>();
  for (const { fact, text, tuple } of change.replace) {
    if (tuple) given.set(fact, JsonValue.parse({ claim: fact, ...tuple }));
    const before = company.facts.find(({ id }) => id === fact)?.text ?? '';
    changed.set(fact, (old) => laterTuple(old, before, text));
  }
  for (const { id, tuple } of change.add) if (tuple) given.set(id, JsonValue.parse({ claim: id, ...tuple }));
  return { given, changed };
}

/** The old tuple with what the new sentence says in place of its value and period. */
function laterTuple(old: Json, before: string, after: string): Json {
  if (!isObject(old)) return old;
  const changes = substitutions(before, after);
  const read = (member: Json | undefined) => {
    if (typeof member !== 'string' || (after.includes(member) && !changes.some((change) => change.old === member)))
      return member ?? '';
    const whole = changes.find((change) => change.old.includes(member) || member.includes(change.old));
    const later = substitute(member, changes);
    return after.includes(later) ? later : (whole?.new ?? member);
  };
  return { ...old, value: read(old.value) };
}
