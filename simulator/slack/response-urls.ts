import type { SimulatorClock } from '../clock.ts';
import type { Workspace } from './workspace.ts';

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export const responseUrlLimits = { uses: 5, lifeMs: 30 * 60_000 } as const;

export interface ResponseTarget {
  workspace: Workspace;
  channel: string;
  user: string;
  /** The message whose element was used; absent for commands. */
  source?: { ts: string; ephemeral: boolean };
  threadTs?: string;
}

export interface ResponseUrls {
  /** The path and the secret of a new response_url. */
  issue(kind: 'commands' | 'actions', target: ResponseTarget): string;
  /** Counts one use. */
  use(token: string): ResponseTarget | 'expired_url' | 'used_url' | 'no_such_url';
  /** Remembers what `replace_original` would replace. */
  setSource(token: string, source: { ts: string; ephemeral: boolean }): void;
}

export function createResponseUrls(clock: SimulatorClock): ResponseUrls {
  const issued = new Map<string, ResponseTarget & { at: number; uses: number }>();
  return {
    issue(kind, target) {
      const { team } = target.workspace.data;
      const token = target.workspace.newId('R').toLowerCase() + target.workspace.newId('').toLowerCase();
      issued.set(token, { ...target, at: clock.now().getTime(), uses: 0 });
      return `/${kind}/response/${team.id}/${token}`;
    },
    use(token) {
      const found = issued.get(token);
      if (!found) return 'no_such_url';
      if (clock.now().getTime() - found.at > responseUrlLimits.lifeMs) return 'expired_url';
      if (found.uses >= responseUrlLimits.uses) return 'used_url';
      found.uses += 1;
      return found;
    },
    setSource(token, source) {
      const found = issued.get(token);
      if (found) found.source = source;
    },
  };
}
