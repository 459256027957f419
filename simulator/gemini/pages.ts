import type { BundledCompany, Fact } from './company-facts.ts';
import type { WebPage } from './prose.ts';

/** The pages that a fact was read on, in the order the file names them. */
export const pagesOf = ({ sources }: BundledCompany, fact: Fact): WebPage[] =>
  fact.sources.flatMap((sourceId) => sources.filter(({ id }) => id === sourceId));
