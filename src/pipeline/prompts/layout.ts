import { type Company, identityLine } from '../../domain/company.ts';
import type { Claim, Source } from '../../domain/evidence.ts';
import type { SellerProfile } from '../../domain/seller.ts';
import { cleanText } from '../../domain/text.ts';
import type { Prompt } from '../model.ts';
import { sectionRules } from './rules.ts';

/** Foreign text inside a section cannot close it: `<`, `>` and `&` are written as entities. */
const inert = (text: string): string =>
  cleanText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export interface Section {
  tag: string;
  text: string;
}

/** A delimited piece of data; left out when there is none. */
export const section = (tag: string, content: string): Section[] => {
  const text = inert(content);
  return text === '' ? [] : [{ tag, text }];
};

/** Objects travel as JSON. */
export const jsonSection = (tag: string, value: unknown): Section[] =>
  value === undefined ? [] : section(tag, JSON.stringify(value));

/** One claim a line, `[news.2] text (domain, date)`: the only place a model may take facts from. */
export function claimsSection(claims: readonly Claim[], sources: readonly Source[]): Section[] {
  const byId = new Map(sources.map((source) => [source.id, source]));
  const lines = claims.map((claim) => {
    const source = claim.sourceIds.map((sourceId) => byId.get(sourceId)).find((found) => found !== undefined);
    const origin = [source?.domain, claim.asOf ?? source?.publishedAt].filter((part) => part !== undefined).join(', ');
    return `[${claim.id}] ${claim.text.replace(/\s+/gu, ' ').trim()} (${origin})`;
  });
  return section('claims', lines.join('\n'));
}

/** The logo is no business of a model. */
export const sellerSection = ({ logo: _logo, colours: _colours, ...seller }: SellerProfile): Section[] =>
  jsonSection('seller', seller);

export interface PromptParts {
  system: string;
  /** The run's date: what "last 90 days" counts from. */
  today: Date;
  /** Stage id. */
  task: string;
  company?: Company;
  instructions: string;
  sections: readonly Section[];
}

export function layOut({ system, today, task, company, instructions, sections }: PromptParts): Prompt {
  const head = [`Today is ${today.toISOString().slice(0, 10)}.`, `Task: ${task}`];
  if (company) head.push(`Company: ${inert(identityLine(company)).replaceAll('\n', ' ')}`);
  const data = sections.map(({ tag, text }) => `<${tag}>\n${text}\n</${tag}>`);
  const rules = sections.flatMap(({ tag }) => sectionRules[tag] ?? []);
  return { system: [system, ...rules].join('\n'), text: [head.join('\n'), instructions.trim(), ...data].join('\n\n') };
}
