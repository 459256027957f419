const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-02-05` → `5 February 2026`, `2026-02` → `February 2026`, `2026` → `2026`; of a timestamp the UTC day. */
export function readableDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-');
  const name = months[Number(month) - 1];
  return [day && Number(day), name, year].filter((part) => part !== undefined && part !== '').join(' ');
}
