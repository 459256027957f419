import { type DateMention, readDates } from './dates.ts';

/** A four-figure number that counts something is no year, whatever it looks like. */
const counted =
  /^\s(?:employees|staff|people|jobs|stores|customers|workers|positions|branches|servers|vessels|aircraft|Mitarbeite\p{L}*|Stellen)(?=$|[.,;:)]|\s(?:in|at|and|of|by|on|for|across|worldwide|who|were|was|are|is|had|has)\b)/iu;
/** When a company began says nothing about when the sentence was true. */
const beginning =
  /(?:founded|established|incorporated|gegründet|fondée?|fundad[ao]|fondat[ao]|opgericht|grundat|grundlagt)(?:\s(?:in|on|am|im|en|le|el|il|nel|op|em|i|den|the year))*\s$/iu;
const about = /(?:about|around|some|over|than|nearly|almost|roughly|approximately|rund|etwa|über)\s$/iu;

/**
 * The date that a text speaks of: the latest one it names, as `2026`, `2026-02` or `2026-02-05`, but for the day a
 * company was founded. A date after `retrievedAt` (a plan, a forecast) only counts when there is no other.
 */
export function asOfDate(text: string, retrievedAt: string): string | undefined {
  const written = readDates(text)
    .dates.filter((mention) => mention.year !== undefined && !isCount(text, mention) && !isBeginning(text, mention))
    .map(toIso);
  const latest = (values: readonly string[]) => [...values].sort().at(-1);
  const today = retrievedAt.slice(0, 10);
  return latest(written.filter((value) => value <= today.slice(0, value.length))) ?? latest(written);
}

const isCount = (text: string, mention: DateMention): boolean =>
  /^\d{4}$/.test(mention.raw) && (counted.test(text.slice(mention.end)) || about.test(text.slice(0, mention.start)));

const isBeginning = (text: string, { start }: DateMention): boolean => beginning.test(text.slice(0, start));

function toIso({ year, month, day }: DateMention): string {
  const two = (value: number) => String(value).padStart(2, '0');
  if (month === undefined) return String(year);
  return day === undefined ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`;
}
