import type { KnownBlock } from '@slack/types';
import type { ContextMode, Project } from '../../../domain/project.ts';
import { type Run, RunRequest } from '../../../domain/run.ts';
import { teamVisible } from '../../../domain/visibility.ts';
import { looksLikeDomain } from '../../company-input.ts';
import type { ListenerDeps, Slack } from '../../deps.ts';
import { openDirectMessage } from '../../place-problem.ts';
import { startRun } from '../../start-run.ts';
import { formMetadataIn } from '../../views/home-state.ts';
import { paragraph } from '../../views/inert.ts';
import { modalDone } from '../../views/modal.ts';
import { iterationBlocks, iterationForm } from '../../views/project-forms.ts';
import type { ClickListener } from '../click.ts';
import type { Submission, SubmissionListener } from '../kinds.ts';
import { errorsAnswer, fieldErrors, openForm, showHomeOf, typed } from './forms.ts';
import { stateOf } from './navigation.ts';
import { noSuchProject } from './project.ts';
import { earlierOf, projectOf } from './read-project.ts';

export const iterate: ClickListener = async (click, deps, slack) => {
  const project = await projectOf(click, click.value, deps);
  if (!project) return noSuchProject();
  const earlier = await earlierOf(click, project.id, deps);
  await openForm(
    click,
    slack,
    iterationForm(
      project,
      { earlier, channel: knownChannel(project, earlier[0]) },
      { home: stateOf(click), id: project.id },
    ),
  );
  return undefined;
};

/** Starts where the account's research went before; a fork needs the run it starts from. */
export const iterated: SubmissionListener = async (submission, deps, slack) => {
  const { view, team, user } = submission;
  const project = await projectOf(submission, formMetadataIn(view.private_metadata).id ?? '', deps);
  if (!project) return errorsAnswer({ [iterationBlocks.mode]: 'This project does not exist any more.' });
  const contextMode = typed(view, iterationBlocks.contextMode);
  const earlier = await earlierOf(submission, project.id, deps);
  const basedOn = earlier.find(({ id }) => id === typed(view, iterationBlocks.basedOn))?.id;
  if (contextMode === 'fork' && basedOn === undefined)
    return errorsAnswer({ [iterationBlocks.basedOn]: 'Say which iteration this one starts from.' });
  const asked = RunRequest.safeParse({
    ...companyOfProject(project, earlier[0]),
    mode: typed(view, iterationBlocks.mode) || deps.defaultMode,
    focus: typed(view, iterationBlocks.focus),
    project: project.id,
    contextMode: (contextMode || project.contextMode) as ContextMode,
    ...(contextMode === 'fork' && { basedOn }),
  });
  if (!asked.success) return fieldErrors(asked.error, iterationBlocks, iterationBlocks.focus);
  const place = await placeFor(submission, project, deps, slack);
  if (!place)
    return errorsAnswer({
      [iterationBlocks.mode]: 'Slack did not open a conversation for the results. Nothing was started. Try again.',
    });
  const answer = await startRun(deps, { team, user, ...place, trigger: `${view.id}:${view.hash}` }, asked.data);
  await showHomeOf(submission, deps, slack);
  return { response_action: 'update', view: modalDone({ blocks: [...answer.blocks, whereShown(place.channel)] }) };
};

function companyOfProject({ companyName, companyKey }: Project, newest: Run | undefined) {
  const domain = newest?.choice?.domain ?? newest?.domain ?? (looksLikeDomain(companyKey) ? companyKey : undefined);
  return { companyName, ...(domain !== undefined && { domain }) };
}

/** The project's channel, else where its newest research stands; never somebody's direct message. */
const knownChannel = ({ channel }: Project, newest: Run | undefined): string | undefined =>
  [channel, newest?.channel].find((one) => one !== undefined && /^[CG]/.test(one));

/** A private project stays in its conversation; another goes where it was said, else into a direct message. */
async function placeFor(
  { team, user, view }: Submission,
  project: Project,
  deps: ListenerDeps,
  slack: Slack,
): Promise<{ channel: string; visibility: string } | undefined> {
  const { visibility } = project;
  if (visibility !== teamVisible) return { channel: visibility, visibility };
  const said = typed(view, iterationBlocks.channel);
  if (said !== '') return { channel: said, visibility: await deps.access.directory.visibility(slack, team, said) };
  const channel = await openDirectMessage(slack, user);
  return channel === undefined ? undefined : { channel, visibility: channel };
}

const whereShown = (channel: string): KnownBlock =>
  channel.startsWith('C') || channel.startsWith('G')
    ? { type: 'section', text: { type: 'mrkdwn', text: `Its thread opens in <#${channel}>.` } }
    : paragraph('Its thread opens in your direct message with Prospector.');
