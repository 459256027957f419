import { describe, expect, it } from 'vitest';
import { createStateKeeper } from './oauth-state.ts';

const start = Date.parse('2026-11-23T09:00:00.000Z');

describe('the state of an installation flow', () => {
  it('opens in the browser that began, for ten minutes', () => {
    let now = start;
    const keeper = createStateKeeper('secret', () => new Date(now));
    const { state, browser } = keeper.begin();
    now += 9 * 60_000;
    const opened = keeper.open(state, browser);
    expect(opened?.expiresAt).toEqual(new Date(start + 10 * 60_000));
    expect(state.startsWith(`${opened?.nonce}.`)).toBe(true);
    now += 60_000;
    expect(keeper.open(state, browser)).toBeUndefined();
  });

  it('opens nowhere else, with no other secret, and not when anything was changed', () => {
    const now = () => new Date(start);
    const keeper = createStateKeeper('secret', now);
    const { state, browser } = keeper.begin();
    const [nonce, expires, signature] = state.split('.');
    expect(keeper.open(state, keeper.begin().browser)).toBeUndefined();
    expect(createStateKeeper('other', now).open(state, browser)).toBeUndefined();
    for (const changed of [
      `${nonce}.${Number(expires) + 1}.${signature}`,
      `x${nonce}.${expires}.${signature}`,
      `${nonce}.${expires}.`,
      `${state}.`,
      '',
    ])
      expect(keeper.open(changed, browser)).toBeUndefined();
  });
});
