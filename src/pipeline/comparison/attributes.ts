import type { Attribute } from '../../domain/facts.ts';

const of = (...attributes: Attribute[]): ReadonlySet<string> => new Set<string>(attributes);

/** Counted or measured: the value is its figure, whatever stands around it. */
export const measures = of(
  'revenue',
  'operating_profit',
  'net_profit',
  'ebitda',
  'margin',
  'guidance',
  'cost_saving',
  'dividend',
  'debt',
  'investment',
  'market_share',
  'employees',
  'job_cuts',
  'openings',
  'customers',
  'locations',
  'fleet_or_assets',
  'rating',
  'followers',
);

/** Held by one person or place at a time: the period says since when, not which fact it is. */
export const standing = of(
  'ceo',
  'cfo',
  'technology_head',
  'security_head',
  'data_head',
  'board_chair',
  'headquarters',
  'founding',
);

export const people = of(
  'ceo',
  'cfo',
  'technology_head',
  'security_head',
  'data_head',
  'board_chair',
  'other_executive',
);

/** A company has many of these at once: each value is a fact of its own, and another value is another fact. */
export const manyValued = of(
  'other_executive',
  'cloud_provider',
  'erp',
  'technology_in_use',
  'ai_initiative',
  'data_platform',
  'partnership',
  'acquisition',
  'incident',
  'certification',
  'legal_matter',
  'award',
  'investment',
  'ownership',
  'customers',
  'other',
);

/** What lasts is the same fact whenever it is said: a post and its holder, a technology in use. Events are not. */
export const lasting: ReadonlySet<string> = standing.union(
  of(
    'other_executive',
    'cloud_provider',
    'erp',
    'technology_in_use',
    'ai_initiative',
    'data_platform',
    'partnership',
    'certification',
  ),
);

/** Attributes that can have one true value only, so that two sources with two values disagree. */
export const oneTruth = of(
  'revenue',
  'operating_profit',
  'net_profit',
  'ebitda',
  'dividend',
  'employees',
  'job_cuts',
  'founding',
  'headquarters',
  'ceo',
  'cfo',
  'board_chair',
);
