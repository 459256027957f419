import { hashOf } from './chance.ts';

/** Other words for the same thing. Words that hold a figure, a name or a date are in none of them. */
const synonyms: readonly (readonly [string, string])[] = [
  ['was started', 'had its beginning'],
  ['counted', 'reported having'],
  ['put the workforce at', 'gave the size of the workforce as'],
  ['people working in', 'staff at work in'],
  ['describes', 'portrays'],
  ['described', 'outlined'],
  ['controlling', 'in command of'],
  ['would go', 'were to be given up'],
  ['are meant to', 'are supposed to'],
  ['come with', 'go together with'],
  ['plans to', 'intends to'],
  ['plans', 'intentions'],
  ['instead of', 'rather than'],
  ['which delays', 'and thereby postpones'],
  ['phased in', 'put into operation'],
  ['reported that', 'wrote that'],
  ['reported', 'told of'],
  ['became', 'took office as'],
  ['following', 'succeeding'],
  ['was named to', 'was chosen to'],
  ['named', 'identified'],
  ['naming', 'citing'],
  ['put forward', 'proposed'],
  ['told', 'informed'],
  ['wanted', 'was looking for'],
  ['partly', 'to some extent'],
  ['set out to', 'started to'],
  ['decided to', 'resolved to'],
  ['to fit', 'to equip with'],
  ['trial', 'test'],
  ['was said to', 'is supposed to'],
  ['retired', 'shut down'],
  ['lack of', 'want of'],
  ['used by', 'in use at'],
  ['a little over', 'slightly more than'],
  ['aimed at', 'directed at'],
  ['scores', 'rates'],
  ['estimated', 'reckoned'],
  ['mostly', 'mainly'],
  ['grew', 'increased'],
  ['hinged on', 'depended on'],
  ['sharply', 'strongly'],
  ['reduced', 'cut back'],
  ['introduced', 'brought in'],
  ['shows', 'presents to'],
  ['lists', 'enumerates'],
  ['includes', 'counts'],
  ['converts to', 'works out as'],
  ['rose', 'went up'],
  ['came to', 'amounted to'],
  ['dropped', 'went down'],
  ['narrowed to', 'shrank to'],
  ['compared with', 'as against'],
  ['guided', 'set its outlook for'],
  ['sought', 'was looking for'],
  ['asked for', 'called for'],
  ['claims', 'asserts'],
  ['fell to', 'sank to'],
  ['signed', 'concluded'],
  ['on top of', 'in addition to'],
  ['in place of', 'rather than'],
  ['committed', 'earmarked'],
  ['relying on', 'that builds on'],
  ['announced', 'made public'],
  ['roughly', 'approximately'],
  ['around', 'about'],
  ['about', 'around'],
  ['more than', 'over'],
  ['over', 'more than'],
  ['launched', 'brought out'],
  ['employs', 'has a staff of'],
  ['operates', 'runs'],
  ['also', 'furthermore'],
  ['uses', 'makes use of'],
  ['began', 'started'],
  ['agreed to', 'consented to'],
  ['expects', 'looks forward to'],
  ['said', 'stated'],
];
const pattern = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${[...synonyms]
    .sort(([a], [b]) => b.length - a.length)
    .map(([word]) => word)
    .join('|')})(?![\\p{L}\\p{N}-])`,
  'gu',
);
const swap = new Map(synonyms);

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';
const opening = new RegExp(
  `^((?:In|On|By) (?:\\d{1,2} )?(?:(?:${months}) )?\\d{4}|(?:At|In|For|On|By) [^,]{1,60} \\d{4}(?=,)),? (.+)\\.$`,
  'u',
);
/** Words that open a sentence and are no name. */
const small =
  /^(?:The|A|An|One|Another|At|In|On|By|For|After|Some|Management|Net|Group|Full-year|Second-quarter|Third-quarter|First-quarter|Fourth-quarter|Its|It|Both|Since|About|Around|More|Under)(?![\p{L}\p{N}])/u;

/**
 * The sentence in other words: synonyms, the time at the end instead of the beginning, somebody who says so. The same
 * sentence always becomes the same other one. Figures, names and the stretches to `keep` stay as they are.
 */
export function paraphrase(text: string, company: string, keep: readonly string[] = []): string {
  const turned = opening.exec(text);
  const body =
    turned?.[1] !== undefined && turned[2] !== undefined && !splits(turned[1], keep)
      ? `${capital(turned[2])}, ${lower(turned[1])}.`
      : text;
  const reworded = outside(body, keep, (stretch) => stretch.replace(pattern, (word) => swap.get(word) ?? word));
  const openings = [`${company} said that `, 'It was reported that ', 'According to the page found, '];
  return `${openings[hashOf(text) % openings.length]}${lower(reworded)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const lower = (text: string): string => (small.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);

/** A kept stretch that would be torn apart by cutting the sentence behind its opening. */
const splits = (first: string, keep: readonly string[]): boolean =>
  keep.some((stretch) => stretch.startsWith(first) && stretch.length > first.length);

/** Changes everything but the stretches to keep. */
function outside(text: string, keep: readonly string[], change: (stretch: string) => string): string {
  const [first, ...others] = keep.filter((stretch) => stretch !== '' && text.includes(stretch));
  if (first === undefined) return change(text);
  return text
    .split(first)
    .map((part) => outside(part, others, change))
    .join(first);
}
