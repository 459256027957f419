import type { HomeView } from '@slack/types';
import { hasRole } from '../../../domain/team-settings.ts';
import { asViewer } from '../../../domain/visibility.ts';
import type { Actor } from '../../access.ts';
import type { ListenerDeps, Slack } from '../../deps.ts';
import { callSlack } from '../../slack-call.ts';
import { homeFront } from '../../views/home-front.ts';
import { frontState, type HomeState, homeStateIn } from '../../views/home-state.ts';
import { libraryPage } from '../../views/library-page.ts';
import { projectPage } from '../../views/project-page.ts';
import { auditPage, settingsPage } from '../../views/settings-page.ts';
import { usagePage } from '../../views/usage-page.ts';
import { readFront } from './read-front.ts';
import { readLibrary } from './read-library.ts';
import { readProject } from './read-project.ts';
import { readAudit, readSettings } from './read-settings.ts';
import { readUsage } from './read-usage.ts';

/**
 * Publishes the Home of a person as it is now. `hash` is that of the view they looked at: when another of their clicks
 * was shown in between, what is stored is read again and shown. Never throws for Slack's sake: the act is done.
 */
export async function showHome(
  actor: Actor,
  state: HomeState,
  deps: ListenerDeps,
  slack: Slack,
  hash?: string,
): Promise<void> {
  const publish = async (expected?: string) => {
    const view = withDm(await homeOf(atHome(actor, state), state, deps), state);
    return callSlack(() =>
      slack.views.publish({
        user_id: actor.user,
        view,
        ...(expected !== undefined && expected !== '' && { hash: expected }),
      }),
    );
  };
  const first = await publish(hash);
  const shown = first.kind === 'refused' && first.code === 'hash_conflict' ? await publish() : first;
  if (shown.kind === 'done') return;
  deps.log.warn(
    { team: actor.team, page: state.page, outcome: shown.kind === 'refused' ? shown.code : shown.kind },
    'a home was not shown',
  );
}

/** A person in their Home, who sees besides what stands in their own direct message. */
export const atHome = <A extends Actor>(actor: A, { dm }: HomeState): A =>
  dm === undefined
    ? actor
    : {
        ...actor,
        channel: dm,
        viewer: async () => asViewer([dm, ...(await actor.viewer())]),
      };

const withDm = (view: HomeView, { dm }: HomeState): HomeView => ({
  ...view,
  private_metadata: JSON.stringify({ ...homeStateIn(view.private_metadata), ...(dm !== undefined && { dm }) }),
});

/** A page that is not for this person, or about something that is gone, is the front. */
async function homeOf(actor: Actor, state: HomeState, deps: ListenerDeps): Promise<HomeView> {
  switch (state.page) {
    case 'project': {
      const found = await readProject(actor, state, deps);
      return found ? projectPage(found) : homeFront(await readFront(actor, frontState, deps));
    }
    case 'memory':
      return libraryPage(await readLibrary(actor, state, deps));
    case 'usage':
      if (!hasRole(await actor.role(), 'manager')) break;
      return usagePage(await readUsage(actor, state, deps));
    case 'audit':
      if (!hasRole(await actor.role(), 'admin')) break;
      return auditPage(await readAudit(actor, state, deps));
    case 'settings':
      return settingsPage(await readSettings(actor, state, deps));
    case 'front':
      return homeFront(await readFront(actor, state, deps));
  }
  return homeFront(await readFront(actor, frontState, deps));
}
