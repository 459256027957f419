import { type Actor, mayManage } from '../../access.ts';
import type { ListenerDeps } from '../../deps.ts';
import type { HomeState } from '../../views/home-state.ts';
import type { Held, Library } from '../../views/library-page.ts';

const read = 60;

/** The memory that this person may see; retired plays for whoever looks after them. */
export async function readLibrary(
  actor: Actor,
  state: HomeState,
  { repositories, clock }: ListenerDeps,
): Promise<Library> {
  const viewer = await actor.viewer();
  const { plays, entries, clients } = repositories.memory;
  const question = { viewer, limit: read };
  const [library, written, profiles] = await Promise.all([
    plays.library(actor.team, question),
    entries.list(actor.team, question),
    clients.list(actor.team, question),
  ]);
  const held = <T extends { createdBy: string }>(things: readonly T[]): Promise<Held<T>[]> =>
    Promise.all(things.map(async (thing) => ({ ...thing, mayManage: await mayManage(thing, actor) })));
  const active = [...library].sort((a, b) => a.status.localeCompare(b.status));
  return {
    state: { page: 'memory', ...(state.after !== undefined && { after: state.after }) },
    plays: await held(active),
    entries: await held(written),
    clients: await held(profiles),
    now: clock.now(),
  };
}
