import type { SimulatorClock } from '../clock.ts';
import type { Workspace } from './workspace.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction: three seconds, one use. */
export const triggerLifeMs = 3000;

export interface Trigger {
  user: string;
  team: string;
  channel?: string;
}

export type Redeemed = Trigger | 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

export interface Triggers {
  /** How long the ids live that are issued from now on; 0: they are expired when they arrive. */
  settings: { lifeMs: number };
  issue(workspace: Workspace, trigger: Omit<Trigger, 'team'>): string;
  redeem(id: string): Redeemed;
}

export function createTriggers(clock: SimulatorClock): Triggers {
  const issued = new Map<string, Trigger & { usableUntil: number; used: boolean }>();
  const settings = { lifeMs: triggerLifeMs };
  return {
    settings,
    issue(workspace, trigger) {
      const at = clock.now().getTime();
      // The time keeps ids of two lives apart: the app takes a known id for a redelivery.
      const id = `${at}.${workspace.newId('').slice(1)}.${workspace.newId('').toLowerCase()}`;
      issued.set(id, {
        ...trigger,
        team: workspace.data.team.id,
        usableUntil: settings.lifeMs > 0 ? at + settings.lifeMs : 0,
        used: false,
      });
      return id;
    },
    redeem(id) {
      const found = issued.get(id);
      if (!found) return 'invalid_trigger_id';
      if (found.used) return 'exchanged_trigger_id';
      if (clock.now().getTime() > found.usableUntil) return 'expired_trigger_id';
      found.used = true;
      return found;
    },
  };
}
