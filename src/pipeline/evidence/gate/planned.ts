import type { DateMention } from '../dates.ts';
import type { Quantity } from './quantities.ts';
import type { Figures } from './read-figures.ts';
import type { StringNode } from './walk.ts';

export interface Planned {
  date(mention: DateMention): boolean;
  quantity(quantity: Quantity): boolean;
}

/** Fields that say when something is to happen or how long it is to take. */
const plans = new Set(
  'timeToValue nextSteps callToAction timeline due milestones actions objectives roadmap engagement discovery'.split(
    ' ',
  ),
);

const duration =
  /^[\s-]?(?:(?:to|or|bis|–|-)\s?\d+[\s-]?)?(?:working |business |calendar )?(?:minutes?|hours?|days?|weeks?|months?|sprints?|quarters?|workshops?|sessions?|Tage?n?|Wochen?|Monate?n?)(?![\p{L}])/iu;
const work =
  /^[\s-]?(?:\d+[\s-]?)?(?:minutes?|hours?|days?|weeks?|months?)[\s-](?:\p{L}+\s)?(?:pilot|workshop|assessment|discovery|proof|sprint|phase|plan|programme|program|roadmap|trial|session|review|conversation|call|meeting|engagement)/iu;

/**
 * What a proposal may say of its own: dates after the newest evidence; durations in fields that plan, and elsewhere
 * those that name a piece of work ("a 6-week pilot"). "Cut handling from ten days to two" is no plan but a promise.
 */
export function isPlanned(node: StringNode, today: string): Planned {
  const plansHere = node.path.some((part) => typeof part === 'string' && plans.has(part));
  return {
    date: (mention) => isAfter(mention, today),
    quantity: ({ end, percent, currencies, power }) => {
      if (percent || currencies.length > 0 || power > 0) return false;
      const after = node.value.slice(end);
      return work.test(after) || (plansHere && (duration.test(after) || rangeBefore.test(after)));
    },
  };
}

/** "8" in "8 to 12 weeks" and "8–12 weeks". */
const rangeBefore =
  /^\s?(?:to|or|–|-|—)\s?\d+[\s-]?(?:working |business )?(?:minutes?|hours?|days?|weeks?|months?|sprints?|quarters?)/iu;

function isAfter({ year, month, day }: DateMention, today: string): boolean {
  if (year === undefined || !isInCalendar(year, month, day)) return false;
  const two = (value: number) => String(value).padStart(2, '0');
  const written = [
    String(year),
    ...(month === undefined ? [] : [two(month)]),
    ...(day === undefined ? [] : [two(day)]),
  ].join('-');
  return written > today.slice(0, written.length) || (month === undefined && String(year) === today.slice(0, 4));
}

/** 31 February is nobody's plan. */
const isInCalendar = (year: number, month = 1, day = 1): boolean =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;

export const figuresOutside = (stated: Figures, planned: Planned): Figures => ({
  ...stated,
  dates: stated.dates.filter((mention) => !planned.date(mention)),
  quantities: stated.quantities.filter((quantity) => !planned.quantity(quantity)),
});
