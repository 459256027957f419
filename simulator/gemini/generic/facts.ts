import type { Json } from '../json.ts';
import type { PromptClaim } from '../prompt.ts';
import type { Pool } from './pool.ts';

const amount =
  '(?<unit>EUR|USD|CHF|GBP|DKK|\\$|€|£) ?(?<value>\\d[\\d,.]*\\d|\\d)(?: (?<scale>thousand|million|billion|bn|m))?';
const count = "(?<value>\\d{1,3}(?:[,'’]\\d{3})+|\\d+)";

/** The value and its unit as a claim writes them, by what the sentence is about. */
const patterns: readonly { attribute: string; says: RegExp }[] = [
  { attribute: 'employees', says: new RegExp(`${count} (?<unit>employees|people|staff)`, 'i') },
  { attribute: 'openings', says: new RegExp(`${count} (?<unit>open positions|openings|vacancies)`, 'i') },
  { attribute: 'followers', says: new RegExp(`${count} (?<unit>followers)`, 'i') },
  { attribute: 'rating', says: /(?<value>\d(?:\.\d)?) (?<unit>(?:out )?of 5)/ },
  { attribute: 'founding', says: /(?:founded|established) in (?<value>\d{4})/ },
  { attribute: 'margin', says: /margin\D{0,40}?(?<value>\d[\d.]*)(?<unit>%)/i },
  { attribute: 'cost_saving', says: new RegExp(`\\bsav\\w+\\b.{0,60}?${amount}`, 'i') },
  { attribute: 'investment', says: new RegExp(`\\binvest\\w*\\b.{0,60}?${amount}`, 'i') },
  { attribute: 'revenue', says: new RegExp(`\\b(?:revenue|turnover|net sales)\\b.{0,60}?${amount}`, 'i') },
  { attribute: 'certification', says: /certified under (?<value>ISO \d+)/ },
  { attribute: 'locations', says: new RegExp(`${count} (?<unit>countries)`, 'i') },
  { attribute: 'incident', says: new RegExp(`down for ${count} (?<unit>hours|days)`, 'i') },
];

/** A tuple for each claim whose sentence says one of the usual things about the company. */
export function genericFacts(pool: Pool): Json {
  const entity = pool.prompt.company?.name ?? 'Sample';
  return { facts: pool.all.flatMap((claim) => factOf(claim, entity)) };
}

function factOf({ id, text }: PromptClaim, entity: string): Json[] {
  for (const { attribute, says } of patterns) {
    const { value, unit = '', scale = '' } = says.exec(text)?.groups ?? {};
    if (value === undefined) continue;
    const period = /\b20\d\d\b/.exec(text.replace(value, ''))?.[0] ?? '';
    return [{ claim: id, entity, attribute, period, value, unit: [unit, scale].filter(Boolean).join(' ') }];
  }
  return [];
}
