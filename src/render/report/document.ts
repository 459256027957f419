import type { Statement } from '../../domain/statement.ts';
import type { Chart } from '../charts/chart.ts';

/**
 * The report as a text without a look: what it says, in which order. HTML, PDF and Markdown are printed from this one
 * value, so that they cannot say different things. Everything in it is foreign text until a printer has escaped it.
 */
export interface ReportDocument {
  title: string;
  /** Identity, date, state of the run; one line each. */
  subtitle: string[];
  /** Said before everything else, such as that a run ended early. */
  notices: string[];
  sections: Section[];
}

export interface Section {
  title: string;
  blocks: Block[];
}

/** A statement shows what it rests on; a string is our own or proposal text. */
export type Content = Statement | string;

export interface Line {
  label: string;
  content: Content;
}

export interface Entry {
  title: string;
  /** Small, beside the title: a date, a score, a role. */
  detail?: string;
  lines: (Line | Content)[];
}

export type Block =
  | { kind: 'lead'; content: Content }
  | { kind: 'heading'; text: string }
  | { kind: 'facts'; lines: Line[] }
  | { kind: 'bullets'; items: Content[] }
  | { kind: 'entries'; ordered: boolean; entries: Entry[] }
  /** Sources that disagree, beside each other and never averaged. */
  | { kind: 'versus'; attribute: string; values: { statement: Statement; date: string }[] }
  /** Short texts in columns; the first column names the row. */
  | { kind: 'table'; columns: string[]; rows: string[][] }
  /** Four lists that are read against each other, two by two. */
  | { kind: 'quadrants'; cells: { title: string; items: Content[] }[] }
  /** Where a look says more than a list. */
  | { kind: 'chart'; chart: Chart }
  | { kind: 'note'; text: string };

export const isStatement = (content: Content): content is Statement => typeof content !== 'string';
export const isLine = (line: Line | Content): line is Line => typeof line !== 'string' && 'label' in line;

/** Every statement of a document, in reading order. */
export function statementsOf(document: ReportDocument): Statement[] {
  return document.sections.flatMap((section) => section.blocks.flatMap(contentsOf)).filter(isStatement);
}

function contentsOf(block: Block): Content[] {
  switch (block.kind) {
    case 'lead':
      return [block.content];
    case 'facts':
      return block.lines.map((line) => line.content);
    case 'bullets':
      return block.items;
    case 'entries':
      return block.entries.flatMap((entry) => entry.lines.map((line) => (isLine(line) ? line.content : line)));
    case 'versus':
      return block.values.map(({ statement }) => statement);
    case 'quadrants':
      return block.cells.flatMap((cell) => cell.items);
    case 'heading':
    case 'table':
    case 'chart':
    case 'note':
      return [];
  }
}
