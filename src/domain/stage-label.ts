import type { facets, signals } from './evidence.ts';
import { stageId } from './stage.ts';

/** What is asked of the web in a call of its own. */
export type Topic = (typeof facets)[number] | (typeof signals)[number] | 'competitors';

/** Families of the stage table as people call them. `numbered`: there is one for each use case. */
const families: Readonly<Record<string, string>> = {
  identity: 'Which company',
  recall: 'What we remember',
  'facet.profile': 'Company profile',
  'facet.news': 'News',
  'facet.leadership': 'Leadership',
  'facet.technology': 'Technology',
  'facet.cloud': 'Cloud',
  'facet.security': 'Security',
  'facet.data': 'Data',
  'facet.financials': 'Financials',
  'signal.jobs': 'Job market',
  'signal.sentiment': 'Employee sentiment',
  'signal.social': 'Social and brand',
  deep: 'Deep research',
  vertical: 'Vertical',
  competitors: 'What peers do',
  orgSignals: 'Organisation signals',
  report: 'Account report',
  gaps: 'Gaps',
  correlation: 'Signals and gaps',
  ideas: 'Ideas',
  useCases: 'Use cases',
  feasibility: 'Feasibility',
  play: 'Play',
  onePager: 'One-pager',
  personas: 'Personas',
  accountPlan: 'Account plan',
  facts: 'Facts for comparison',
  asked: 'Looked up on request',
  remember: 'Remembered',
};

export const labelledFamilies: readonly string[] = [...Object.keys(families), 'files'];

/**
 * What a stage is called wherever a person reads of it: the plan, forms, errors, documents, the terminal.
 * `play[u1]` is the play of the best use case and plainly `Play`, `play[u2]` is `Play 2`, `files[play.u2]` `Play 2 PDF`.
 * What another version of the table knew is called by the words of its id, whatever they are: it never throws.
 */
export function stageLabel(id: string): string {
  const [, family = id, key] = /^([^[\]]+)\[([^\]]+)\]$/.exec(id) ?? [];
  if (family === 'files') return `${key === 'report' ? 'Report' : stageLabel(madeInto(key ?? 'files'))} PDF`;
  const label = families[family] ?? wordsOf(family);
  const number = /^u(\d+)$/.exec(key ?? '')?.[1];
  return number === undefined || number === '1' ? label : `${label} ${number}`;
}

/** A label within a sentence or a file name: `one-pager 2`. */
export function stageNoun(id: string): string {
  const label = stageLabel(id);
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** A key holds no brackets: `onePager.u1` of `files[onePager.u1]` stands for `onePager[u1]`. */
export const madeInto = (key: string): string =>
  key.replace(/^(\w+)\.(\w+)$/, (_, family, own) => stageId(family, own));

const wordsOf = (family: string): string => {
  const words = family.replace(/^(facet|signal)\./, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};
