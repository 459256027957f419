import { isEvidence, onText, replaceOne, type Told } from './operator.ts';
import { figuresAreKnown } from './oracle.ts';

const unlessKnown = (after: string | undefined, { statement, said }: Told): string | undefined =>
  after !== undefined && figuresAreKnown(after, statement.text, said) ? undefined : after;

export const digitChanged = onText((told, random) =>
  unlessKnown(
    replaceOne(told.statement.text, /\d/gu, random, (digit) => String((Number(digit) + random.int(1, 8)) % 10)),
    told,
  ),
);

export const unitChanged = onText(({ statement, said }, random) => {
  const other: Record<string, string> = {
    million: 'billion',
    billion: 'million',
    bn: 'm',
    m: 'bn',
    M: 'bn',
    'Mio.': 'Mrd.',
    Milliarden: 'Millionen',
  };
  const after = replaceOne(
    statement.text,
    /(?<=\d ?)(?:million|billion|bn|Milliarden|Mio\.|[mM])(?![\p{L}\d])/gu,
    random,
    (unit) => other[unit] ?? unit,
  );
  const figure = after && /\d[\d.,'’]* ?(?:million|billion|bn|m|Mrd\.|Millionen)(?!\p{L})/gu;
  return figure && (after.match(figure) ?? []).every((written) => said.some((text) => text.includes(written)))
    ? undefined
    : after;
});

export const percentDropped = onText(({ statement, said }, random) => {
  let bare = '';
  const after = replaceOne(statement.text, /\d[\d.,]*(?: ?%| per ?cent)/gu, random, (match) => {
    bare = match.replace(/(?: ?%| per ?cent)$/u, '');
    return bare;
  });
  const standsBare = new RegExp(`(?<![\\d.,])${bare.replaceAll('.', '\\.')}(?![\\d.,]*\\d| ?%| per ?cent)`, 'u');
  return after !== undefined && said.some((text) => standsBare.test(text)) ? undefined : after;
});

export const currencyChanged = onText(({ statement }, random) =>
  replaceOne(statement.text, /US\$|\$|€|USD|EUR|CHF/gu, random, (written) => (/€|EUR/.test(written) ? 'CHF ' : '€')),
);

/** A year made newer; "now" said of what is old. */
export const dateMadeFresh = onText((told, random) => {
  const { statement, claims } = told;
  const dates = claims.map(({ asOf }) => asOf);
  const isOld = dates.length > 0 && dates.every((date) => date !== undefined && date < '2025');
  if (isOld && isEvidence(told) && !/\b(?:19|20)\d\d\b|\bFY ?\d\d\b/.test(statement.text))
    return `${random.pick(['Currently', 'Today', 'Now', 'At present'])}, ${statement.text.charAt(0).toLowerCase()}${statement.text.slice(1)}`;
  return unlessKnown(
    replaceOne(statement.text, /\b20[12]\d\b/gu, random, (year) => String(Number(year) + random.int(1, 3))),
    told,
  );
});
