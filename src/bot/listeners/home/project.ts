import { assetOf } from '../../../domain/acts.ts';
import type { AuditAct } from '../../../domain/audit.ts';
import { companyKeyOf } from '../../../domain/company.ts';
import { isAppError } from '../../../domain/errors.ts';
import { ContextMode, Project } from '../../../domain/project.ts';
import { promotePlay } from '../../../domain/promote-play.ts';
import { isTerminal, RunRequest } from '../../../domain/run.ts';
import { cleanLine } from '../../../domain/text.ts';
import { teamVisible } from '../../../domain/visibility.ts';
import { type Actor, mayManage } from '../../access.ts';
import { beginAgain } from '../../begin-again.ts';
import { hostOf } from '../../company-input.ts';
import type { Answer, ListenerDeps } from '../../deps.ts';
import type { View } from '../../payloads.ts';
import { say, tooLate } from '../../views/answers.ts';
import { formMetadataIn, frontOf } from '../../views/home-state.ts';
import {
  deleteProjectForm,
  editProjectForm,
  newProjectForm,
  noteBlock,
  noteForm,
  projectBlocks,
} from '../../views/project-forms.ts';
import { type Click, type ClickListener, noSuchRun, runOf } from '../click.ts';
import type { SubmissionListener } from '../kinds.ts';
import { errorsAnswer, fieldErrors, openForm, record, showHomeOf, typed } from './forms.ts';
import { showAgain, stateOf } from './navigation.ts';
import { projectOf } from './read-project.ts';
import { showHome } from './show-home.ts';

export const noSuchProject = (): Answer =>
  say('That project does not exist any more, or it is not yours to see. Nothing was changed.');
const notYours = (): Answer => say('Only the owner of this project, or a manager, can do that. Nothing was changed.');

const ownedBy = (project: Project, actor: Actor): Promise<boolean> => mayManage({ createdBy: project.owner }, actor);

export const projectNew: ClickListener = async (click, _deps, slack) => {
  await openForm(click, slack, newProjectForm({ home: stateOf(click) }));
  return undefined;
};

/** Opens a form about a project, to whoever may do what it does. */
const opening =
  (view: typeof editProjectForm, isOwners: boolean): ClickListener =>
  async (click, deps, slack) => {
    const project = await projectOf(click, click.value, deps);
    if (!project) return noSuchProject();
    if (isOwners && !(await ownedBy(project, click))) return notYours();
    await openForm(click, slack, view(project, { home: stateOf(click), id: project.id }));
    return undefined;
  };

export const projectEdit = opening(editProjectForm, true);
export const projectDelete = opening(deleteProjectForm, true);
export const noteNew = opening((_, metadata) => noteForm(metadata), false);

const TypedProject = Project.pick({ name: true, companyName: true, description: true, contextMode: true, tags: true });
const tagsIn = (text: string): string[] => text.split(',').flatMap((tag) => cleanLine(tag) || []);

const typedProject = (view: View) => ({
  name: cleanLine(typed(view, projectBlocks.name)),
  description: typed(view, projectBlocks.description),
  contextMode: ContextMode.safeParse(typed(view, projectBlocks.contextMode)).data ?? 'accumulate',
  tags: tagsIn(typed(view, projectBlocks.tags)),
});

export const projectCreated: SubmissionListener = async (submission, deps, slack) => {
  const { team, user, view } = submission;
  const asked = TypedProject.safeParse({ ...typedProject(view), companyName: typed(view, projectBlocks.companyName) });
  if (!asked.success) return fieldErrors(asked.error, projectBlocks, projectBlocks.name);
  const host = hostOf(typed(view, projectBlocks.domain));
  const domain = host === '' ? undefined : RunRequest.shape.domain.safeParse(host);
  if (domain && !domain.success)
    return errorsAnswer({ [projectBlocks.domain]: 'A domain looks like acme.com, without https:// or a path.' });
  const companyKey = companyKeyOf({
    name: asked.data.companyName,
    ...(domain?.data !== undefined && { domain: domain.data }),
  });
  const project = await deps.repositories.projects.create({
    ...asked.data,
    team,
    createdBy: user,
    companyKey,
    visibility: teamVisible,
  });
  await record(submission, 'project.create', { on: project.id }, deps);
  const { home } = formMetadataIn(view.private_metadata);
  await showHome(submission, { ...frontOf(home), page: 'project', project: project.id }, deps, slack);
  return undefined;
};

export const projectEdited: SubmissionListener = async (submission, deps, slack) => {
  const { view } = submission;
  const project = await projectOf(submission, formMetadataIn(view.private_metadata).id ?? '', deps);
  if (!project) return errorsAnswer({ [projectBlocks.name]: 'This project does not exist any more.' });
  if (!(await ownedBy(project, submission)))
    return errorsAnswer({ [projectBlocks.name]: 'Only its owner, or a manager, can edit a project.' });
  const asked = TypedProject.omit({ companyName: true }).safeParse(typedProject(view));
  if (!asked.success) return fieldErrors(asked.error, projectBlocks, projectBlocks.name);
  const changed = Object.entries(asked.data).flatMap(([field, value]) =>
    JSON.stringify(value) === JSON.stringify(project[field as keyof typeof asked.data]) ? [] : [field],
  );
  if (changed.length > 0) {
    await deps.repositories.projects.edit(project.team, project.id, asked.data);
    await record(
      submission,
      'project.edit',
      { on: project.id, detail: changed.join(', '), visibility: project.visibility },
      deps,
    );
  }
  await showHomeOf(submission, deps, slack);
  return undefined;
};

export const projectDeleted: SubmissionListener = async (submission, deps, slack) => {
  const project = await projectOf(submission, formMetadataIn(submission.view.private_metadata).id ?? '', deps);
  if (project && (await ownedBy(project, submission))) {
    await deps.repositories.projects.delete(project.team, project.id);
    await record(submission, 'project.delete', { on: project.id, visibility: project.visibility }, deps);
  }
  await showHome(submission, frontOf(formMetadataIn(submission.view.private_metadata).home), deps, slack);
  return undefined;
};

const setting =
  (status: Project['status'], act: AuditAct): ClickListener =>
  async (click, deps, slack) => {
    const project = await projectOf(click, click.value, deps);
    if (!project) return noSuchProject();
    if (!(await ownedBy(project, click))) return notYours();
    await deps.repositories.projects.setStatus(project.team, project.id, status);
    await record(click, act, { on: project.id, visibility: project.visibility }, deps);
    await showAgain(click, deps, slack);
    return undefined;
  };
export const projectArchive = setting('archived', 'project.archive');
export const projectRestore = setting('active', 'project.restore');

export const noteAdded: SubmissionListener = async (submission, deps, slack) => {
  const { view, user } = submission;
  const project = await projectOf(submission, formMetadataIn(view.private_metadata).id ?? '', deps);
  const text = typed(view, noteBlock).trim();
  if (!project)
    return errorsAnswer({ [noteBlock]: 'This project does not exist any more. Copy your note before you close this.' });
  if (text === '') return errorsAnswer({ [noteBlock]: 'Write the note first.' });
  await deps.repositories.projects.annotate(project.team, project.id, { text, createdBy: user });
  await showHomeOf(submission, deps, slack);
  return undefined;
};

/** The project whose page was clicked. */
const projectHere = (click: Click, deps: ListenerDeps) => projectOf(click, stateOf(click).project ?? '', deps);

export const noteDelete: ClickListener = async (click, deps, slack) => {
  const project = await projectHere(click, deps);
  if (!project) return noSuchProject();
  const { projects } = deps.repositories;
  const note = (await projects.annotations(project.team, project.id)).find(({ id }) => id === click.value);
  if (note && note.createdBy !== click.user && !(await ownedBy(project, click)))
    return say('Only whoever wrote this note, the project’s owner or a manager can delete it. Nothing was changed.');
  if (note) await projects.deleteAnnotation(project.team, project.id, note.id);
  await showAgain(click, deps, slack);
  return undefined;
};

export const unstar: ClickListener = async (click, deps, slack) => {
  const project = await projectHere(click, deps);
  if (!project) return noSuchProject();
  const { projects } = deps.repositories;
  const star = (await projects.stars(project.team, project.id)).find(({ id }) => id === click.value);
  if (star) await projects.unstar(project.team, project.id, star.target);
  await showAgain(click, deps, slack);
  return undefined;
};

/** Families that the next best action offers. */
const offered = /^(accountPlan|play\[\w+\])$/;

const runAndStage = (value: string): [string, string] => {
  const [run = '', stage = ''] = value.split(':');
  return [run, stage];
};

export const makeHere: ClickListener = async (click, deps, slack) => {
  const [id, stage] = runAndStage(click.value);
  const run = await runOf(click, id, deps);
  if (!run || !offered.test(stage)) return noSuchRun();
  if (!isTerminal(run.status)) return tooLate(run);
  try {
    const act = assetOf(await deps.repositories.stages.list(run.team, run.id), stage);
    const answer = await beginAgain(
      run,
      act,
      click.user,
      deps,
      say('It is being made. It appears in the thread of that research in a few minutes.'),
    );
    await showAgain(click, deps, slack);
    return answer;
  } catch (error) {
    if (isAppError(error, 'conflict') || isAppError(error, 'not_found')) return say(error.message);
    throw error;
  }
};

export const promoteHere: ClickListener = async (click, deps, slack) => {
  const [id, stage] = runAndStage(click.value);
  const run = await runOf(click, id, deps);
  if (!run) return noSuchRun();
  try {
    const play = await promotePlay(deps.repositories, run, stage, click.user);
    await record(click, 'play.promote', { on: play.id, detail: stage, visibility: play.visibility }, deps);
    await showAgain(click, deps, slack);
    return say(
      `“${cleanLine(play.title)}” is in the play library. The next research in its vertical is reminded of it.`,
    );
  } catch (error) {
    if (isAppError(error, 'invalid_input') || isAppError(error, 'not_found')) return say(error.message);
    throw error;
  }
};
