import { cleanLine } from '../../domain/text.ts';

/** Widths in shares of the type size, a little more than those of the typeface: a label may end early, never too late. */
function share(character: string): number {
  if (/[\s.,:;'’|!iIjl()[\]]/u.test(character)) return 0.29;
  if (/[frt-]/u.test(character)) return 0.4;
  if (/[mwMW@%—]/u.test(character)) return 0.94;
  if (/[\p{Lu}&#$€£+=<>–]/u.test(character)) return 0.7;
  // Ideographs, syllables, full-width forms, pictures.
  return (character.codePointAt(0) ?? 0) >= 0x1100 ? 1.05 : 0.58;
}

/** About how wide a text is, in the unit of `size`. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, character) => sum + share(character) * size, 0);

export interface Column {
  size: number;
  width: number;
  /** Lines at most; what does not fit is cut with a mark. */
  lines: number;
  /** Kept free at the end of the last line. */
  tail?: number;
}

/** Foreign text in lines that fit a column. Words are broken only where one alone is too wide. */
export function wrap(text: string, column: Column): string[] {
  const { size, width, lines: most, tail = 0 } = column;
  const lines = broken(cleanLine(text).split(' '), column);
  const kept = lines.slice(0, most);
  const last = kept.at(-1) ?? '';
  const fits = (line: string) => widthOf(line, size) + tail <= width;
  if (lines.length <= most && fits(last)) return kept;
  return [...kept.slice(0, -1), ...(lines.length < most ? [last, ''] : [ended(last, fits)])];
}

/** One line more than there may be at most: then there is something to cut. */
function broken(words: readonly string[], { size, width, lines: most }: Column): string[] {
  const fits = (line: string) => widthOf(line, size) <= width;
  const lines = [''];
  const add = (text: string, before: string) => {
    const line = lines.at(-1) ?? '';
    if (line === '' || !fits(line + before + text)) lines.push(text);
    else lines[lines.length - 1] = line + before + text;
  };
  for (const word of words) {
    if (fits(word)) add(word, ' ');
    else for (const [index, character] of [...word].entries()) add(character, index === 0 ? ' ' : '');
    if (lines.length > most + 2) break;
  }
  return lines.slice(1);
}

function ended(line: string, fits: (line: string) => boolean): string {
  const characters = [...line];
  while (characters.length > 0 && !fits(`${characters.join('')}…`)) characters.pop();
  const kept = characters.join('');
  // A whole word less reads better than half a word, where words are short.
  const space = kept.lastIndexOf(' ');
  return `${(space > kept.length / 2 ? kept.slice(0, space) : kept).replace(/[\s,;:–-]+$/u, '')}…`;
}
