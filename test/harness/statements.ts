export interface PrintedStatement {
  text: string;
  basis: string;
  claimIds: string[];
  /** Numbers of the sources in the footnote that follows. */
  footnotes: number[];
}

/** What our documents say, with what it rests on, read from their HTML. */
export const statementsIn = (html: string): PrintedStatement[] =>
  [
    ...html.matchAll(
      /<span data-basis="(\w+)" data-claims="([^"]*)"[^>]*>([^<]*)<\/span>(?:<sup>((?:,?<a [^>]*>\d+<\/a>)*)<\/sup>)?/g,
    ),
  ].map(([, basis = '', claims = '', text = '', marks = '']) => ({
    text,
    basis,
    claimIds: claims.split(' ').filter((id) => id !== ''),
    footnotes: [...marks.matchAll(/href="#source-(\d+)"/g)].map(([, number]) => Number(number)),
  }));
