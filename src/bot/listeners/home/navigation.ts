import { AppError } from '../../../domain/errors.ts';
import { VerticalName } from '../../../domain/vertical.ts';
import type { Answer, ListenerDeps, Slack } from '../../deps.ts';
import { openDirectMessage } from '../../place-problem.ts';
import { frontState, type HomePage, type HomeState, homeStateIn } from '../../views/home-state.ts';
import type { Click, ClickListener } from '../click.ts';
import { identityChoose } from '../identity-choose.ts';
import { openModal } from '../open-modal.ts';
import { runCancel } from '../run-cancel.ts';
import { runRetry } from '../run-retry.ts';
import { showHome } from './show-home.ts';

export const stateOf = (click: Pick<Click, 'view'>): HomeState => homeStateIn(click.view?.private_metadata);

/** Shows the Home again after an act on it. */
export async function showAgain(click: Click, deps: ListenerDeps, slack: Slack, state = stateOf(click)): Promise<void> {
  await showHome(click, state, deps, slack, click.view?.type === 'home' ? click.view.hash : undefined);
}

/** A click that only goes somewhere else in the Home. */
const going =
  (where: (state: HomeState, click: Click) => HomeState): ClickListener =>
  async (click, deps, slack) => {
    const here = stateOf(click);
    await showAgain(click, deps, slack, { ...where(here, click), ...(here.dm !== undefined && { dm: here.dm }) });
    return undefined;
  };

/** An act that has a listener already, with the Home shown again after it. */
const then =
  (act: ClickListener): ClickListener =>
  async (click, deps, slack): Promise<Answer | undefined> => {
    const answer = await act(click, deps, slack);
    await showAgain(click, deps, slack);
    return answer;
  };

export const goTo = (page: HomePage): ClickListener => going(() => ({ page }));
export const goToProject = going((_, { value }) => (value === '' ? frontState : { page: 'project', project: value }));
export const refresh = going((state) => state);
export const nextPage = going(({ next, ...state }) => ({ ...state, ...(next !== undefined && { after: next }) }));
/** `clear` takes the filters away too. */
export const firstPage = going(({ after: _a, next: _n, ...state }, { value }) =>
  value === 'clear' ? frontState : state,
);

/** A filter changed: the list begins anew. */
const filtering = (member: 'owner' | 'vertical' | 'status', read: (value: string) => Partial<HomeState>) =>
  going((state, { value }) => {
    const { [member]: _, after: _a, next: _n, ...rest } = state;
    return { ...rest, ...read(value) };
  });
export const filterOwner = filtering('owner', (value) => (value === '' ? {} : { owner: value }));
export const filterVertical = filtering('vertical', (value) => {
  const vertical = VerticalName.safeParse(value).data;
  return vertical ? { vertical } : {};
});
export const filterStatus = filtering('status', (value) =>
  value === 'active' || value === 'archived' ? { status: value } : {},
);

export const retryHere = then(runRetry);
export const cancelHere = then(runCancel);
export const chooseHere = then(identityChoose);

/** A button that is only a link. */
export const followLink: ClickListener = () => Promise.resolve(undefined);

/** The form of `/prospect`; results come in a direct message. */
export const startHere: ClickListener = async (click, deps, slack) => {
  const channel = await openDirectMessage(slack, click.user);
  if (channel === undefined) {
    throw new AppError('slack_unreachable', 'Slack did not open a direct message.', { retryable: true });
  }
  return openModal(deps, slack, click.trigger, { team: click.team, channel, visibility: channel });
};
