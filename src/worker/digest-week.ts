/** Monday, 08:00, where somebody is. */
const weekday = 1;
const hour = 8;
const dayMilliseconds = 24 * 60 * 60 * 1000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A zone that this runtime does not know counts as UTC. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const options = { hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const;
  const more = { minute: 'numeric', second: 'numeric' } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', { ...options, ...more, timeZone });
  } catch {
    format = new Intl.DateTimeFormat('en-GB', { ...options, ...more, timeZone: 'UTC' });
  }
  formats.set(timeZone, format);
  return format;
}

/** What the clock on the wall shows, as if it were UTC. */
function wallClock(time: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)] as const),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** When a wall clock shows this time. Of two such moments the first, and where there is none, as long after the gap. */
function momentOf(wall: number, timeZone: string): number {
  const offsetAt = (time: number): number => wallClock(time, timeZone) - time;
  const before = wall - offsetAt(wall - dayMilliseconds);
  const after = wall - offsetAt(wall + dayMilliseconds);
  const isRight = (time: number): boolean => wallClock(time, timeZone) === wall;
  return isRight(before) ? before : isRight(after) ? after : before;
}

export interface DigestWeek {
  /** The day of the Monday, `2026-11-23`: names the week. */
  week: string;
  /** The moment of that Monday, 08:00 there. */
  at: Date;
}

/** The week whose digest is due latest at a time, for somebody in a time zone. */
export function digestWeek(now: Date, timeZone: string): DigestWeek {
  const wall = new Date(wallClock(now.getTime(), timeZone));
  const midnight = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate());
  const monday = midnight - ((wall.getUTCDay() - weekday + 7) % 7) * dayMilliseconds;
  const moments = [monday, monday - 7 * dayMilliseconds].map((day) => ({
    week: new Date(day).toISOString().slice(0, 10),
    at: new Date(momentOf(day + hour * 60 * 60 * 1000, timeZone)),
  }));
  const due = moments.find(({ at }) => at <= now);
  if (!due) throw new TypeError('one of two Mondays lies before now');
  return due;
}
