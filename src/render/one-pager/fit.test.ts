import { expect, test, vi } from 'vitest';
import { offered, smallOnePager } from '../fixtures/brief-builder.ts';
import { maerskOnePager } from '../fixtures/maersk-one-pager.ts';
import { firstThatFits, ladder, type Rung, shorten } from './fit.ts';

test('first the size steps down, then the last of each list goes, then texts get shorter', () => {
  const rungs = ladder(maerskOnePager, false);
  const whole = rungs.filter((rung) => rung.notes.length === 0);
  expect(whole.map((rung) => rung.scale)).toEqual(whole.map((rung) => rung.scale).toSorted((a, b) => b - a));
  const [firstCut] = rungs.filter((rung) => rung.notes.length > 0);
  expect(firstCut?.onePager.differentiators).toEqual(maerskOnePager.differentiators.slice(0, 2));
  expect(firstCut?.notes).toEqual(['To fit one page, these were left out: 1 differentiator.']);
  expect(rungs.at(-1)?.notes.at(-1)).toBe('To fit one page some texts were shortened.');
});

test('everything keeps at least one item, so the argument stays whole', () => {
  const last = ladder(maerskOnePager, true).at(-1)?.onePager;
  for (const field of ['challenge', 'marketProof', 'outcomes', 'nextSteps', 'differentiators'] as const) {
    expect(last?.[field].length).toBeGreaterThan(0);
  }
});

test('source numbers are given up only where there are several', () => {
  const said = (several: boolean) =>
    ladder(smallOnePager(), several).some((rung) => rung.notes.join().includes('one source'));
  expect([said(true), said(false)]).toEqual([true, false]);
});

test('short lists lose nothing', () => {
  const rungs = ladder(smallOnePager({ challenge: [offered('One.')] }), false);
  expect(rungs.every((rung) => !rung.notes.join().includes('left out'))).toBe(true);
});

test('the first rung that fits is found with few trials', async () => {
  const rungs = ladder(maerskOnePager, true);
  for (let first = 0; first < rungs.length; first += 1) {
    const tryOn = vi.fn(async (rung: Rung) => (rungs.indexOf(rung) >= first ? rungs.indexOf(rung) : undefined));
    expect(await firstThatFits(rungs, tryOn)).toBe(first);
    expect(tryOn.mock.calls.length).toBeLessThanOrEqual(5);
  }
  expect(await firstThatFits(rungs, async () => undefined)).toBeUndefined();
});

test('a text is shortened by whole sentences, a single one with a mark', () => {
  expect(shorten('One goes. Two stays away. Three too.', 27)).toBe('One goes. Two stays away.');
  expect(shorten('A sentence that is much too long.', 12)).toBe('A sentence…');
  expect(shorten('Short.', 12)).toBe('Short.');
});
