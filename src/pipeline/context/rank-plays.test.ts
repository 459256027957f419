import { expect, test } from 'vitest';
import type { PlayLibraryItem } from '../../domain/memory.ts';
import { rankPlays } from './rank-plays.ts';

const play = (id: string, more: Partial<PlayLibraryItem> & { similarity: number }) => ({
  id,
  team: 'T1',
  createdBy: 'U1',
  createdAt: '2026-11-23T09:00:00.000Z',
  updatedAt: '2026-11-23T09:00:00.000Z',
  schemaVersion: 1 as const,
  visibility: 'team',
  kind: 'pitch' as const,
  title: id,
  content: id,
  whenToUse: '',
  usageCount: 0,
  won: 0,
  lost: 0,
  status: 'active' as const,
  ...more,
});
const order = (plays: ReturnType<typeof play>[], vertical?: 'retail') => rankPlays(plays, vertical).map(({ id }) => id);

test('without feedback the more similar one comes first', () => {
  expect(order([play('a', { similarity: 0.5 }), play('b', { similarity: 0.6 })])).toEqual(['b', 'a']);
});

test('won and lost deals change the order', () => {
  const a = play('a', { similarity: 0.5 });
  const b = play('b', { similarity: 0.6 });
  expect(order([{ ...a, won: 4 }, b])).toEqual(['a', 'b']);
  expect(order([a, { ...b, lost: 3 }])).toEqual(['a', 'b']);
});

test('one lost deal does not bury a play that fits far better', () => {
  expect(order([play('a', { similarity: 0.4 }), play('b', { similarity: 0.7, lost: 1 })])).toEqual(['b', 'a']);
});

test('use and vertical decide between equals', () => {
  const a = play('a', { similarity: 0.5 });
  const b = play('b', { similarity: 0.5 });
  expect(order([a, { ...b, usageCount: 5 }])).toEqual(['b', 'a']);
  expect(order([a, { ...b, vertical: 'retail' }], 'retail')).toEqual(['b', 'a']);
});
