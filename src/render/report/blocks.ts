import { isKnown, type Statement } from '../../domain/statement.ts';
import type { Chart } from '../charts/chart.ts';
import type { Block, Content, Entry, Line, Section } from './document.ts';

/** A section that has something to say, else nothing. */
export function section(title: string, ...blocks: (Block | undefined)[]): Section[] {
  const filled = blocks.filter((block) => block !== undefined);
  return filled.length > 0 ? [{ title, blocks: filled }] : [];
}

export const facts = (...lines: (Line | undefined)[]): Block | undefined => {
  const filled = lines.filter((line) => line !== undefined);
  return filled.length > 0 ? { kind: 'facts', lines: filled } : undefined;
};

/** A fact that is not known is said to be unknown. */
export const fact = (label: string, content: Content): Line => ({ label, content });

export const factIf = (label: string, content: Content | undefined | null): Line | undefined =>
  content === undefined || content === null || content === '' ? undefined : { label, content };

/** Known items; nothing when there are none. */
export function list(items: readonly Content[]): Block | undefined {
  const known = items.filter((item) => typeof item === 'string' || isKnown(item));
  return known.length > 0 ? { kind: 'bullets', items: known } : undefined;
}

/** Something under a heading of its own; no heading over nothing. */
export const headed = (heading: string, block: Block | undefined): (Block | undefined)[] =>
  block ? [{ kind: 'heading', text: heading }, block] : [];

export const entries = (list: readonly Entry[], ordered = false): Block | undefined =>
  list.length > 0 ? { kind: 'entries', ordered, entries: [...list] } : undefined;

export const table = (columns: string[], rows: string[][]): Block | undefined =>
  rows.length > 0 ? { kind: 'table', columns, rows } : undefined;

export const charted = (chart: Chart | undefined): Block | undefined => chart && { kind: 'chart', chart };

/** Several short texts in one line; nothing when there are none. */
export const joined = (label: string, items: readonly string[]): Line[] =>
  items.length > 0 ? [{ label, content: items.join(' · ') }] : [];

/** A known statement under its label; what is unknown here needs no line. */
export const known = (label: string, statement: Statement): Line[] =>
  isKnown(statement) ? [{ label, content: statement }] : [];

export const tenths = (score: number): string => `${Math.round(score * 10)} of 10`;

export const knownOnly = (...statements: Statement[]): Statement[] => statements.filter(isKnown);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
