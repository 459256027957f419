import type { Clock } from '../domain/ports/clock.ts';
import type { CallOutcome } from './slack-call.ts';

/** Tries after which an outage is reported instead of waited for; 429s are Slack's own pace and have more. */
export const maxTries = 5;
const maxLimited = 30;

export interface Patience {
  /** Waits before the next try; false when there shall be none. */
  next(outcome: Extract<CallOutcome<unknown>, { kind: 'limited' | 'unknown' }>): Promise<boolean>;
}

/** Waits as told after a 429, otherwise 1, 2, 4, 8 s. */
export function createPatience(clock: Clock): Patience {
  let failures = 0;
  let limited = 0;
  return {
    async next(outcome) {
      if (outcome.kind === 'limited') {
        limited++;
        if (limited > maxLimited) return false;
        await clock.sleep(outcome.retryAfterMs);
        return true;
      }
      failures++;
      if (failures >= maxTries) return false;
      await clock.sleep(1000 * 2 ** (failures - 1));
      return true;
    },
  };
}
