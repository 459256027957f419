/**
 * A pure function of a text that reads each text once: the stages of a run rest on the same claims, and the gate reads
 * them for every one, before a repair and after it. What is remembered is kept by the text itself, so no run can change
 * what another reads, and bounded: of the texts asked for lately between `most` and twice as many. Nobody may change the
 * answer.
 */
export function remember<T extends NonNullable<unknown>>(most: number, read: (text: string) => T): (text: string) => T {
  let recent = new Map<string, T>();
  let older = new Map<string, T>();
  return (text) => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const answer = older.get(text) ?? read(text);
    if (recent.size >= most) {
      older = recent;
      recent = new Map();
    }
    recent.set(text, answer);
    return answer;
  };
}
