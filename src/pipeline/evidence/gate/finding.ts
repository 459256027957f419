export const checkNames = [
  'references',
  'figures',
  'dates',
  'uncited',
  'quotes',
  'polarity',
  'subject',
  'freshness',
  'injection',
  'names',
  'urls',
  'markers',
  'proposal',
  'estimates',
  'facts',
  'measures',
  'claims',
  'sources',
] as const;
export type CheckName = (typeof checkNames)[number];

export interface Finding {
  /** Where, such as `recentNews[0].summary`. */
  path: string;
  check: CheckName;
  /** What is wrong, in words that a model can act on and a person can read. */
  message: string;
  /** The text in question. */
  text: string;
}
