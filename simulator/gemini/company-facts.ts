import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const topics = [
  'profile',
  'news',
  'leadership',
  'technology',
  'cloud',
  'security',
  'data',
  'financials',
  'jobs',
  'sentiment',
  'social',
  'competitors',
] as const;
export const Topic = z.enum(topics);
export type Topic = z.infer<typeof Topic>;

const partialDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);
const page = z.url({ protocol: /^https?$/, hostname: z.regexes.domain });

export const FactSource = z.strictObject({
  id: z.string().regex(/^s\d+$/),
  url: page,
  title: z.string().min(1),
  publisher: z.string().optional(),
  published: partialDate.optional(),
});
export type FactSource = z.infer<typeof FactSource>;

export const Fact = z.strictObject({
  id: z.string().regex(/^f\d+$/),
  topic: Topic,
  /** Other questions that a search would answer with the same sentence. */
  alsoIn: z.array(Topic).optional(),
  text: z.string().min(1),
  sources: z.array(z.string()).min(1),
  asOf: partialDate.optional(),
});
export type Fact = z.infer<typeof Fact>;

const Namesake = z.strictObject({ name: z.string(), domain: z.string(), oneLine: z.string() });
export type Namesake = z.infer<typeof Namesake>;

/** One bundled company: who it is, what is known about it, and where each fact was read. */
export const CompanyFacts = z
  .strictObject({
    company: z.strictObject({
      name: z.string(),
      legalName: z.string(),
      domain: z.string(),
      headquarters: z.string(),
      vertical: z.string(),
      oneLine: z.string(),
      aliases: z.array(z.string()),
      ambiguousWith: z.array(Namesake),
    }),
    asOf: partialDate,
    sources: z.array(FactSource),
    facts: z.array(Fact),
  })
  .refine(({ sources, facts }) => {
    const known = new Set(sources.map(({ id }) => id));
    const used = new Set(facts.flatMap((fact) => fact.sources));
    return used.isSubsetOf(known) && known.isSubsetOf(used);
  }, 'every fact names sources of the file and every source is used');
export type CompanyFacts = z.infer<typeof CompanyFacts>;

export interface BundledCompany extends CompanyFacts {
  /** File name without ending; the handwritten answers carry the same name. */
  slug: string;
}

const bundled = join(import.meta.dirname, 'companies');

/** Reads the bundled companies in the order of their names. Throws when a file does not have the shape above. */
export function loadCompanies(folder = bundled): BundledCompany[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({
      slug: name.slice(0, -'.json'.length),
      ...CompanyFacts.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
    }));
}

/** The facts that a question about the topic finds, in the order of the file. */
export const factsAbout = ({ facts }: Pick<CompanyFacts, 'facts'>, topic: Topic): Fact[] => [
  ...facts.filter((fact) => fact.topic === topic),
  ...facts.filter((fact) => fact.alsoIn?.includes(topic)),
];
