import type { Clock } from '../domain/ports/clock.ts';

/**
 * chat.update is Tier 3: at least 50 a minute for a workspace, over all its runs
 * (https://docs.slack.dev/apis/web-api/rate-limits). Runs of one team take turns.
 */
export interface EditPace {
  /** Milliseconds until this team may edit again. */
  wait(team: string): number;
  took(team: string): void;
}

export function createEditPace(clock: Clock, intervalMs = 1250): EditPace {
  const next = new Map<string, number>();
  return {
    wait: (team) => Math.max(0, (next.get(team) ?? 0) - clock.monotonic()),
    took: (team) => {
      next.set(team, clock.monotonic() + intervalMs);
    },
  };
}
