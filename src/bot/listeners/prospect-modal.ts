import { checkRequest, type Field, type TypedRequest } from '../company-input.ts';
import type { ListenerDeps } from '../deps.ts';
import type { ViewSubmission } from '../payloads.ts';
import { startRun } from '../start-run.ts';
import { blockIds, inputAction, modalDone } from '../views/modal.ts';
import { ModalMetadata } from './open-modal.ts';

export type SubmissionAnswer =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: ReturnType<typeof modalDone> };

/** The form was sent. Errors stand on their fields and leave everything that was typed in place. */
export async function prospectModalSubmitted(
  submission: ViewSubmission,
  deps: ListenerDeps,
): Promise<SubmissionAnswer> {
  const { view, team, user } = submission;
  const { channel, visibility } = ModalMetadata.parse(JSON.parse(view.private_metadata));
  const checked = checkRequest(typedIn(view.state.values));
  if (!checked.ok) {
    return {
      response_action: 'errors',
      errors: Object.fromEntries(checked.errors.map(({ field, message }) => [blockIds[field], message])),
    };
  }
  const origin = {
    team: team.id,
    user: user.id,
    channel,
    visibility,
    trigger: `${view.id}:${view.hash}`,
    ...(team.domain !== undefined && { teamDomain: team.domain }),
  };
  const answer = await startRun(deps, origin, checked.request);
  return { response_action: 'update', view: modalDone(answer) };
}

function typedIn(values: ViewSubmission['view']['state']['values']): TypedRequest {
  const inputOf = (field: Field): string | undefined => {
    const input = values[blockIds[field]]?.[inputAction];
    return input?.selected_option?.value ?? input?.value ?? undefined;
  };
  const domain = inputOf('domain');
  const mode = inputOf('mode');
  return {
    companyName: inputOf('companyName') ?? '',
    salesHistory: inputOf('salesHistory') ?? '',
    focus: inputOf('focus') ?? '',
    ...(domain !== undefined && { domain }),
    ...(mode !== undefined && { mode }),
  };
}
