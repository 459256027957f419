import type { BundledCompany, Namesake } from './company-facts.ts';
import { containsWords, fold, foldName } from './fold.ts';

export type Found = { kind: 'bundled'; company: BundledCompany } | { kind: 'namesake'; namesake: Namesake };

export interface Wanted {
  name: string;
  domain?: string;
}

/** The company a prompt is about: by its domain, without one by its exact name. Undefined: nothing is known about it. */
export function findCompany(
  companies: readonly BundledCompany[],
  { name, domain }: Wanted,
): BundledCompany | undefined {
  if (domain !== undefined) return companies.find(({ company }) => isSameSite(domain, company.domain));
  return companies.find(({ company }) => isNamed(company, foldName(name)));
}

/**
 * What a search would take the typed words for. A domain decides alone. Words that are a company's name or alias mean
 * that company and every namesake whose name holds them ("Delta"); words that are most of a name mean each such company.
 */
export function findCandidates(companies: readonly BundledCompany[], { name, domain }: Wanted): Found[] {
  if (domain !== undefined) return byDomain(companies, domain);
  const words = foldName(name);
  const exact = companies.filter(({ company }) => isNamed(company, words));
  if (exact.length > 0) {
    return exact.flatMap((company) => [bundled(company), ...namesakesHolding(company, words).map(asNamesake)]);
  }
  const namesakes = companies.flatMap(({ company }) => company.ambiguousWith);
  const namesake = namesakes.find((candidate) => foldName(candidate.name) === words);
  if (namesake) return [asNamesake(namesake)];
  return [
    ...companies.filter(({ company }) => namesOf(company).some((own) => isMostOf(own, words))).map(bundled),
    ...namesakes.filter((candidate) => isMostOf(candidate.name, words)).map(asNamesake),
  ];
}

const bundled = (company: BundledCompany): Found => ({ kind: 'bundled', company });
const asNamesake = (namesake: Namesake): Found => ({ kind: 'namesake', namesake });

const namesOf = ({ name, legalName, aliases }: BundledCompany['company']): string[] => [name, legalName, ...aliases];

const isNamed = (company: BundledCompany['company'], words: string): boolean =>
  words !== '' && namesOf(company).some((name) => foldName(name) === words);

const namesakesHolding = ({ company }: BundledCompany, words: string): Namesake[] =>
  company.ambiguousWith.filter((candidate) => containsWords(candidate.name, words));

const isMostOf = (name: string, words: string): boolean =>
  containsWords(name, words) && words.length * 2 >= fold(name).length;

const isSameSite = (asked: string, own: string): boolean => {
  const host = asked.toLowerCase();
  return host === own || host.endsWith(`.${own}`);
};

function byDomain(companies: readonly BundledCompany[], domain: string): Found[] {
  const company = companies.find((candidate) => isSameSite(domain, candidate.company.domain));
  if (company) return [bundled(company)];
  const namesake = companies
    .flatMap((candidate) => candidate.company.ambiguousWith)
    .find((candidate) => isSameSite(domain, candidate.domain));
  return namesake ? [asNamesake(namesake)] : [];
}
