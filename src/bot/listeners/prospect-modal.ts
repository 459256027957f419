import { ContextMode } from '../../domain/project.ts';
import type { RunRequest } from '../../domain/run.ts';
import { checkRequest, type Field, type TypedRequest } from '../company-input.ts';
import type { ListenerDeps, Slack } from '../deps.ts';
import { inputIn, listOf, textOf, type View } from '../payloads.ts';
import { startRun } from '../start-run.ts';
import { blockIds, extraAssets, modalDone } from '../views/modal.ts';
import type { Submission, SubmissionAnswer } from './kinds.ts';
import { ModalMetadata } from './open-modal.ts';

/** The form was sent. Errors stand on their fields and leave everything that was typed in place. */
export async function prospectModalSubmitted(
  submission: Submission,
  deps: ListenerDeps,
  slack: Slack,
): Promise<SubmissionAnswer> {
  const { view, team } = submission;
  const checked = checkRequest(typedIn(view));
  if (!checked.ok) {
    return {
      response_action: 'errors',
      errors: Object.fromEntries(checked.errors.map(({ field, message }) => [blockIds[field], message])),
    };
  }
  const origin = {
    ...(await placeIn(submission, deps, slack)),
    team,
    user: submission.user,
    trigger: `${view.id}:${view.hash}`,
    ...(submission.teamDomain !== undefined && { teamDomain: submission.teamDomain }),
  };
  const answer = await startRun(deps, origin, { ...checked.request, ...(await chosenIn(view, team, deps)) });
  return { response_action: 'update', view: modalDone(answer) };
}

/** Where the form was asked for, unless it asked where to go itself. */
async function placeIn({ view, team }: Submission, deps: ListenerDeps, slack: Slack): Promise<ModalMetadata> {
  const chosen = textOf(inputIn(view, blockIds.place));
  if (chosen === undefined) return ModalMetadata.parse(JSON.parse(view.private_metadata));
  return { channel: chosen, visibility: await deps.access.directory.visibility(slack, team, chosen) };
}

function typedIn(view: View): TypedRequest {
  const inputOf = (field: Field): string | undefined => textOf(inputIn(view, blockIds[field]));
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

/** What was chosen rather than typed. Storage checks that the project may be seen from where the run belongs. */
async function chosenIn(
  view: View,
  team: string,
  { repositories }: ListenerDeps,
): Promise<Partial<Pick<RunRequest, 'project' | 'contextMode' | 'template' | 'wanted'>>> {
  const templateId = textOf(inputIn(view, blockIds.template));
  const template = templateId === undefined ? undefined : await repositories.templates.get(team, templateId);
  const project = textOf(inputIn(view, blockIds.project));
  const context = ContextMode.safeParse(textOf(inputIn(view, blockIds.context)));
  const ticked = listOf(inputIn(view, blockIds.assets));
  return {
    wanted: ticked.flatMap((asset) => extraAssets[asset]?.wanted ?? []),
    ...(template && { template: { id: template.id, version: template.defaultVersion } }),
    ...(project !== undefined && { project }),
    ...(project !== undefined && context.success && { contextMode: context.data }),
  };
}
