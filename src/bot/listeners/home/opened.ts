import { z } from 'zod';
import { isAppError } from '../../../domain/errors.ts';
import { callSlack } from '../../slack-call.ts';
import { homeView } from '../../views/home-blocks.ts';
import { frontState, homeStateIn } from '../../views/home-state.ts';
import { paragraph } from '../../views/inert.ts';
import type { EventListener } from '../kinds.ts';
import { showHome } from './show-home.ts';

const Opened = z.object({
  user: z.string().min(1),
  tab: z.string().default('home'),
  channel: z.string().startsWith('D').optional().catch(undefined),
  /** What the person sees until we publish; absent the first time. */
  view: z.object({ private_metadata: z.string().default(''), hash: z.string().default('') }).optional(),
});

/** Somebody looks at the Home: where they left off, as it is now. Whoever is refused reads why. */
export const homeOpened: EventListener = async (event, envelope, deps, slack) => {
  const { user, tab, channel, view } = Opened.parse(event);
  if (tab !== 'home') return;
  const team = envelope.team_id;
  try {
    const actor = await deps.access.admit({ team, user }, slack);
    const state = { ...homeStateIn(view?.private_metadata), ...(channel !== undefined && { dm: channel }) };
    await showHome(actor, state, deps, slack, view?.hash);
  } catch (error) {
    if (!isAppError(error, 'forbidden')) throw error;
    const refusal = homeView(frontState, [paragraph(error.message)]);
    await callSlack(() => slack.views.publish({ user_id: user, view: refusal }));
  }
};
