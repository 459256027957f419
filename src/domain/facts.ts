import { z } from 'zod';
import { ClaimId } from './statement.ts';
import { id, modelLine, notProse, partialDate } from './text.ts';

/** What a fact is about: a closed list, so that runs can be compared. */
export const attributes = [
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
  'ownership',
  'headquarters',
  'founding',
  'ceo',
  'cfo',
  'technology_head',
  'security_head',
  'data_head',
  'board_chair',
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
  'rating',
  'followers',
  'headcount_trend',
  'award',
  'other',
] as const;
export const Attribute = z.enum(attributes);
export type Attribute = z.infer<typeof Attribute>;

const labels: Partial<Record<Attribute, string>> = {
  ebitda: 'EBITDA',
  ceo: 'Chief executive',
  cfo: 'Chief financial officer',
  erp: 'ERP',
  ai_initiative: 'AI initiative',
  fleet_or_assets: 'Fleet or assets',
};

/** How an attribute is written for people. */
export const attributeLabel = (attribute: Attribute): string => {
  const words = labels[attribute] ?? attribute.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What one claim says, in comparable form. `value` stands in the claim's text, as written there. */
export const Fact = z.object({
  claim: ClaimId,
  entity: modelLine(160),
  attribute: Attribute,
  /** `2025`, `2025-Q2`, `2025-06`, `2025-06-30`, `FY25`; empty when the claim gives none. */
  period: z.string().max(40).register(notProse, { reason: 'date' }),
  value: z.string().min(1).max(200).register(notProse, { reason: 'label' }),
  unit: z.string().max(40).register(notProse, { reason: 'label' }),
});
export type Fact = z.infer<typeof Fact>;

export const Facts = z.object({ facts: z.array(Fact).max(400) }).meta({ title: 'Facts' });
export type Facts = z.infer<typeof Facts>;

/** One difference between two runs on the same company. */
export const Difference = z.object({
  kind: z.enum(['new', 'changed', 'withdrawn', 'unchanged']),
  entity: z.string(),
  attribute: Attribute,
  period: z.string(),
  /** Text of the claim in the earlier run, and its value. */
  before: z.object({ claim: ClaimId, text: z.string(), value: z.string() }).optional(),
  after: z.object({ claim: ClaimId, text: z.string(), value: z.string() }).optional(),
});
export type Difference = z.infer<typeof Difference>;

export const Comparison = z.object({
  from: z.object({ run: id(60), date: partialDate() }),
  to: z.object({ run: id(60), date: partialDate() }),
  differences: z.array(Difference),
  /** Stages that only one of the runs made: what the other would have found is unknown, so it is neither new nor withdrawn. */
  leftOut: z.array(z.object({ stage: id(60), missingIn: id(60), findings: z.int().min(0) })),
});
export type Comparison = z.infer<typeof Comparison>;
