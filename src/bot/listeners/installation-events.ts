import { z } from 'zod';
import type { Log } from '../../domain/log.ts';
import type { Installations } from '../../domain/ports/installations.ts';
import type { Audit } from '../../domain/ports/people.ts';
import type { Runs } from '../../domain/ports/repositories.ts';
import { isTerminal } from '../../domain/run.ts';

/** Registered apart from the table, because only apps for many workspaces listen to them. */
export const installationEvents = ['app_uninstalled', 'tokens_revoked'] as const;

/** app_uninstalled and tokens_revoked (https://docs.slack.dev/reference/events/app_uninstalled), which come without a token. */
const InstallationEvent = z.object({
  team_id: z.string().min(1).nullish(),
  enterprise_id: z.string().min(1).nullish(),
  is_enterprise_install: z.boolean().default(false),
  /** Seconds. */
  event_time: z.number(),
  event: z.object({
    type: z.enum(installationEvents),
    tokens: z.object({ bot: z.array(z.string()).default([]) }).exactOptional(),
  }),
});

export interface InstallationEventDeps {
  installations: Pick<Installations, 'remove'>;
  runs: Pick<Runs, 'recent' | 'requestCancel'>;
  audit: Pick<Audit, 'record'>;
  /** What this process has cached. */
  forget(id: string): void;
  log: Log;
}

/** More than a workspace may have under way at once. */
const atOnce = 100;

/**
 * The tokens are deleted at once and what is under way is cancelled, so that nothing more is spent or posted. What was
 * found stays for as long as the workspace's retention says.
 */
export async function installationEnded(body: unknown, deps: InstallationEventDeps): Promise<void> {
  const { event, event_time, team_id, enterprise_id, is_enterprise_install } = InstallationEvent.parse(body);
  // People can take back what they granted for themselves; we hold nothing of that kind.
  if (event.type === 'tokens_revoked' && (event.tokens?.bot ?? []).length === 0) return;
  const owner = is_enterprise_install || !team_id ? enterprise_id : team_id;
  if (!owner) return;
  // The whole second counts: an installation can hardly end in the second it began.
  const removed = await deps.installations.remove(owner, new Date(event_time * 1000 + 999), event.type);
  deps.forget(owner);
  deps.log.info({ team: owner, why: event.type, removed }, 'app removed');
  if (!removed) return;
  await deps.audit.record({
    ...{ team: owner, by: 'system', act: 'team.uninstall', on: owner, from: 'event', visibility: 'team' },
  });
  const runs = await deps.runs.recent(owner, { limit: atOnce });
  for (const { id } of runs.filter(({ status }) => !isTerminal(status))) {
    await deps.runs.requestCancel(owner, id, event.type);
  }
}
