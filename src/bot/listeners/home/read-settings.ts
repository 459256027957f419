import type { Actor } from '../../access.ts';
import type { ListenerDeps } from '../../deps.ts';
import type { HomeState } from '../../views/home-state.ts';
import type { AuditView, SettingsView } from '../../views/settings-page.ts';
import { limitsInForce } from './read-usage.ts';

const auditPageSize = 20;

export async function readSettings(actor: Actor, _state: HomeState, deps: ListenerDeps): Promise<SettingsView> {
  const { team, user } = actor;
  const { people, settings, templates } = deps.repositories;
  const [role, person, seller, known, set, limits] = await Promise.all([
    actor.role(),
    people.get(team, user),
    settings.seller(team),
    templates.list(team),
    settings.team(team),
    limitsInForce(actor, deps),
  ]);
  return {
    state: { page: 'settings' },
    role,
    digest: person?.digest ?? false,
    timeZone: person?.timeZone ?? 'UTC',
    seller,
    templates: known,
    settings: set,
    limits,
    now: deps.clock.now(),
  };
}

export async function readAudit(actor: Actor, { after }: HomeState, deps: ListenerDeps): Promise<AuditView> {
  const { events, cursor } = await deps.repositories.audit.list(actor.team, {
    viewer: await actor.viewer(),
    limit: auditPageSize,
    ...(after !== undefined && { after }),
  });
  return {
    state: { page: 'audit', ...(after !== undefined && { after }), ...(cursor !== undefined && { next: cursor }) },
    events,
    now: deps.clock.now(),
  };
}
