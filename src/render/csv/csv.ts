import { cleanText } from '../../domain/text.ts';

/** A number is ours; a text may be foreign. */
export type Cell = string | number;

/**
 * Rows as a file for spreadsheets: RFC 4180 with CRLF, in UTF-8 with the mark by which Excel knows it. Every cell is
 * quoted, and text that a spreadsheet would run as a formula begins with an apostrophe
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export const csv = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;

const cell = (value: Cell): string =>
  typeof value === 'number' ? `"${value}"` : `"${inert(value).replaceAll('"', '""')}"`;

/** At the start, also behind white space; and behind what another language's Excel takes for the end of a cell. */
const formula = /(^|[;\t\n])(\s*[=+\-@＝＋－＠])/gu;

/** White space at the ends goes, and with it the tab and the line end that also start a formula. */
const inert = (text: string): string => cleanText(text).replace(formula, "$1'$2");
