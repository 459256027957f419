import { between, hashOf, pickOne } from './chance.ts';
import { fold, slugOf } from './fold.ts';
import type { WebPage } from './prose.ts';

/** A typed name as it may stand in a line of prose: one line, no part separators. */
export const sampleName = (typed: string): string =>
  typed
    .replace(/[|\s]+/gu, ' ')
    .trim()
    .slice(0, 120) || 'Sample company';

const label = (name: string): string => slugOf(name) || `company-${hashOf(fold(name)).toString(36)}`;

/** Only reserved names (RFC 2606): nobody can mistake such a page for a real one. */
export const sampleDomain = (name: string): string => `${label(name)}.example`;

export const samplePage = (name: string, path: string, title: string): WebPage => ({
  url: `https://www.${sampleDomain(name)}/${path}`,
  title,
});

export const pressPage = (name: string, path: string, title: string): WebPage => ({
  url: `https://news.sample-press.example/${label(name)}/${path}`,
  title,
});

export const boardPage = (name: string, path: string, title: string): WebPage => ({
  url: `https://www.sample-jobs.example/${label(name)}/${path}`,
  title,
});

export interface Industry {
  vertical: string;
  subDomain: string;
  does: string;
}

export const industries = [
  { vertical: 'manufacturing', subDomain: 'Industrial equipment', does: 'makes and services industrial equipment' },
  { vertical: 'retail', subDomain: 'Household goods', does: 'sells household goods in stores and online' },
  { vertical: 'transportation', subDomain: 'Regional freight', does: 'moves freight for regional manufacturers' },
  { vertical: 'professional_services', subDomain: 'Technical inspection', does: 'inspects buildings and machines' },
] as const satisfies readonly [Industry, ...Industry[]];

export interface SampleProfile {
  name: string;
  industry: Industry;
  founded: number;
  employees: number;
  countries: number;
  /** Millions of euros. */
  revenue: number;
  openings: number;
  saving: number;
  investment: number;
  cloudShare: number;
  followers: number;
  rating: string;
  recommend: number;
}

/** The same made-up company for the same name, today and on every machine. */
export function sampleProfile(typed: string): SampleProfile {
  const name = sampleName(typed);
  const key = fold(name) || name;
  const employees = between(60, 900, key, 'employees') * 10;
  const revenue = Math.round((employees * between(160, 310, key, 'revenue')) / 1000);
  return {
    name,
    industry: pickOne<Industry>(industries, key, 'industry'),
    founded: between(1921, 1998, key, 'founded'),
    employees,
    countries: between(4, 23, key, 'countries'),
    revenue,
    openings: Math.max(9, Math.round(employees * 0.02)),
    saving: Math.max(2, Math.round(revenue * 0.015)),
    investment: Math.max(3, Math.round(revenue * 0.03)),
    cloudShare: between(20, 45, key, 'cloud'),
    followers: employees * between(6, 14, key, 'followers'),
    rating: (between(32, 41, key, 'rating') / 10).toFixed(1),
    recommend: between(58, 76, key, 'recommend'),
  };
}
