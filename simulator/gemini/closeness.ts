const common = new Set(
  'the and for are was were has have had with what which who whom whose when where why how does did do can could would should will their they this that from into about tell give many much any all its company say says use uses of in is it on at to by an as or be do so we us me my our there currently now today recent latest'.split(
    ' ',
  ),
);

/** What people call one thing. */
const alike: Readonly<Record<string, string>> = {
  ceo: 'chief executive',
  cto: 'technology officer',
  cio: 'information officer',
  cfo: 'financial officer',
  ciso: 'information security',
  turnover: 'revenue',
  staff: 'employees',
  people: 'employees',
  headcount: 'employees',
  boss: 'chief executive',
};

const wordsOf = (text: string): string[] =>
  (
    text
      .toLowerCase()
      .replace(/[a-z]+/g, (word) => alike[word] ?? word)
      .match(/[\p{L}\p{N}]{2,}/gu) ?? []
  ).map((word) => word.replace(/(?:ies|es|s|ing|ed)$/u, ''));

/**
 * What speaks of what a question asks for, the closest first: it holds at least half of the question's own words.
 * Words of `ignored`, such as the company's name, say nothing about that.
 */
export function closest<T>(question: string, items: readonly T[], textOf: (item: T) => string, ignored = ''): T[] {
  const skip = new Set(wordsOf(ignored));
  const asked = [...new Set(wordsOf(question))].filter((word) => !common.has(word) && !skip.has(word));
  if (asked.length === 0) return [];
  return items
    .map((item) => {
      const words = new Set(wordsOf(textOf(item)));
      return { item, shared: asked.filter((word) => words.has(word)).length };
    })
    .filter(({ shared }) => shared > 0 && shared * 2 >= asked.length)
    .sort((a, b) => b.shared - a.shared)
    .map(({ item }) => item);
}
