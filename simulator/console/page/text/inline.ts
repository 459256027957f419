/** Inline content, whatever markup it came from. Text is text: nothing in it is read a second time. */
export type Inline =
  | { kind: 'text' | 'code' | 'pre'; text: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'underline'; inside: Inline[] }
  | { kind: 'link'; url: string; label: Inline[] }
  | { kind: 'user' | 'channel'; id: string; label?: string }
  | { kind: 'live'; name: string };

/** A mark: what it looks like, and what it becomes. */
export type Mark = [RegExp, (match: RegExpExecArray) => Inline];

/** Cuts the text at the earliest mark, again and again; what is between is given to `text`. */
export function cutAtMarks(source: string, marks: readonly Mark[], text: (part: string) => Inline): Inline[] {
  const parts: Inline[] = [];
  let rest = source;
  while (rest !== '') {
    const found = marks
      .map(([expression, make]) => ({ match: expression.exec(rest), make }))
      .filter((candidate) => candidate.match !== null)
      .sort((a, b) => (a.match?.index ?? 0) - (b.match?.index ?? 0))[0];
    if (!found?.match) return [...parts, text(rest)];
    const { match, make } = found;
    if (match.index > 0) parts.push(text(rest.slice(0, match.index)));
    parts.push(make(match));
    rest = rest.slice(match.index + match[0].length);
  }
  return parts;
}
