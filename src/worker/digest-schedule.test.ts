import { describe, expect, it } from 'vitest';
import type { Person } from '../domain/person.ts';
import { digestDue } from './digest-schedule.ts';
import { digestWeek } from './digest-week.ts';

const weekAt = (now: string, timeZone: string) => {
  const { week, at } = digestWeek(new Date(now), timeZone);
  return [week, at.toISOString()];
};

describe('the week whose digest is due', () => {
  it.each([
    ['a second before eight', '2026-11-23T06:59:59.000Z', 'Europe/Berlin', '2026-11-16', '2026-11-16T07:00:00.000Z'],
    ['at eight', '2026-11-23T07:00:00.000Z', 'Europe/Berlin', '2026-11-23', '2026-11-23T07:00:00.000Z'],
    ['on Sunday evening', '2026-11-29T22:59:59.000Z', 'Europe/Berlin', '2026-11-23', '2026-11-23T07:00:00.000Z'],
    [
      'west of the date line',
      '2026-11-23T15:59:59.000Z',
      'America/Los_Angeles',
      '2026-11-16',
      '2026-11-16T16:00:00.000Z',
    ],
    [
      'where Monday comes first',
      '2026-11-22T18:00:00.000Z',
      'Pacific/Kiritimati',
      '2026-11-23',
      '2026-11-22T18:00:00.000Z',
    ],
    ['at half hours', '2026-11-23T02:30:00.000Z', 'Asia/Kolkata', '2026-11-23', '2026-11-23T02:30:00.000Z'],
    ['in an unknown zone', '2026-11-23T08:00:00.000Z', 'Moon/Base', '2026-11-23', '2026-11-23T08:00:00.000Z'],
    // Clocks went back on Sunday, 25 October 2026, and forward on Sunday, 29 March 2026.
    [
      'before the clocks went back',
      '2026-10-19T06:00:00.000Z',
      'Europe/Berlin',
      '2026-10-19',
      '2026-10-19T06:00:00.000Z',
    ],
    [
      'after the clocks went back',
      '2026-10-26T06:30:00.000Z',
      'Europe/Berlin',
      '2026-10-19',
      '2026-10-19T06:00:00.000Z',
    ],
    ['an hour later then', '2026-10-26T07:00:00.000Z', 'Europe/Berlin', '2026-10-26', '2026-10-26T07:00:00.000Z'],
    [
      'after the clocks went forward',
      '2026-03-30T06:00:00.000Z',
      'Europe/Berlin',
      '2026-03-30',
      '2026-03-30T06:00:00.000Z',
    ],
  ])('%s', (_, now, timeZone, week, at) => {
    expect(weekAt(now, timeZone)).toEqual([week, at]);
  });

  it('is eight on the wall on every Monday of many years, in zones that change their clocks', () => {
    const shown = (time: Date, timeZone: string) =>
      new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(time);
    for (const timeZone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'UTC']) {
      for (let day = 0; day < 3 * 365; day += 7) {
        const { at } = digestWeek(new Date(Date.UTC(2025, 0, 1 + day, 13)), timeZone);
        expect(shown(at, timeZone)).toMatch(/^Mon,? 08:00$/);
      }
    }
  });
});

describe('the digest of a person', () => {
  const person = (more: Partial<Person>): Person => ({
    ...{ team: 'T1', user: 'U1', digest: true, timeZone: 'Europe/Berlin', schemaVersion: 1 },
    updatedAt: '2026-10-01T00:00:00.000Z',
    ...more,
  });
  const due = (now: string, more: Partial<Person> = {}) => digestDue(person(more), new Date(now));

  it('is due once a week', () => {
    const last = { lastDigestAt: '2026-11-16T07:20:00.000Z' };
    expect(due('2026-11-22T23:00:00.000Z', last)).toBeUndefined();
    expect(due('2026-11-23T07:10:00.000Z', last)).toMatchObject({ week: '2026-11-23', since: last.lastDigestAt });
    expect(due('2026-11-23T08:10:00.000Z', { lastDigestAt: '2026-11-23T07:10:00.000Z' })).toBeUndefined();
  });

  it('tells missed weeks together, as that of the last Monday', () => {
    const lastDigestAt = '2026-10-05T06:00:00.000Z';
    expect(due('2026-11-26T12:00:00.000Z', { lastDigestAt })).toMatchObject({
      week: '2026-11-23',
      since: lastDigestAt,
    });
  });

  it('begins on the Monday after it was switched on, about the week before', () => {
    const updatedAt = '2026-11-18T12:00:00.000Z';
    expect(due('2026-11-18T13:00:00.000Z', { updatedAt })).toBeUndefined();
    expect(due('2026-11-23T07:00:00.000Z', { updatedAt })?.since).toBe('2026-11-16T07:00:00.000Z');
  });
});
