/** Letters alone, without accents and case: "Navneet Kapoor" and "NAVNEET KAPOOR," are one name. */
export const foldName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export const sameName = (a: string, b: string): boolean => foldName(a) === foldName(b);

/** Whether a text names somebody by the whole name. */
export const namesPerson = (text: string, name: string): boolean =>
  foldName(name) !== '' && ` ${foldName(text)} `.includes(` ${foldName(name)} `);
