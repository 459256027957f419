import { companyKeyOf } from '../../../domain/company.ts';
import { isAppError } from '../../../domain/errors.ts';
import type { Target } from '../../../domain/project.ts';
import type { Run } from '../../../domain/run.ts';
import { cleanLine, cleanText, cut } from '../../../domain/text.ts';
import { teamVisible } from '../../../domain/visibility.ts';
import type { Answer, ListenerDeps } from '../../deps.ts';
import { inputIn, textOf } from '../../payloads.ts';
import { say } from '../../views/answers.ts';
import { option } from '../../views/thread-buttons.ts';
import { projectFields, saveForm } from '../../views/thread-project.ts';
import { type ClickListener, noSuchRun, runOf } from '../click.ts';
import { showHome } from '../home/show-home.ts';
import type { OptionsListener, Submission, SubmissionAnswer, SubmissionListener } from '../kinds.ts';
import { openOver, partsOf, runOfForm, shown, told } from './modals.ts';

const nameOf = (run: Run): string => run.choice?.name ?? run.companyName;

/** A research that is in a project already says which. */
export const saveOpen: ClickListener = async (click, deps, slack) => {
  const run = await runOf(click, click.value, deps);
  if (!run) return noSuchRun();
  if (run.project !== undefined) return inProject(run, deps);
  await openOver(click, slack, saveForm({ run: run.id }, nameOf(run)));
  return undefined;
};

async function inProject(run: Run, { repositories }: ListenerDeps): Promise<Answer> {
  const project = run.project === undefined ? undefined : await repositories.projects.get(run.team, run.project);
  return say(
    project === undefined
      ? 'The project of this research does not exist any more.'
      : `This research is iteration ${run.iteration ?? 1} of the project ${project.name}. App Home (Prospector under Apps) shows all of it.`,
  );
}

/** The project of a run, from the anchor: App Home turns to it, which no button can open by itself. */
export const projectOpen: ClickListener = async (click, deps, slack) => {
  const run = await runOf(click, click.value, deps);
  if (!run) return noSuchRun();
  if (run.project !== undefined) await showHome(click, { page: 'project', project: run.project }, deps, slack);
  return inProject(run, deps);
};

const found = 50;

/** Own and team projects by name or company, those of the most recent change first. */
export const projectPick: OptionsListener = async ({ value }, actor, { repositories }) => {
  const words = cleanLine(value).toLowerCase();
  const page = { viewer: await actor.viewer(), status: 'active' as const, limit: found };
  const { projects } = await repositories.projects.list(actor.team, page);
  return projects
    .filter(({ name, companyName }) => `${name} ${companyName}`.toLowerCase().includes(words))
    .map(({ id, name, companyName }) => option(id, cut(name, 75), companyName));
};

export const saveAsked: SubmissionListener = async (submission, deps) => {
  const form = await runOfForm(submission, deps);
  if ('answer' in form) return form.answer;
  const { run, metadata } = form;
  const saved = await intoProject(run, submission, deps);
  if ('errors' in saved) return { response_action: 'errors', errors: saved.errors };
  const done = `Saved: iteration ${saved.run.iteration ?? 1} of ${saved.project}.`;
  if (metadata.star === undefined) return told(done);
  const starred = await star(saved.run, metadata.star, submission.user, deps);
  return shown({ text: starred.text, blocks: [...say(done).blocks, ...starred.blocks] });
};

export const noteAsked: SubmissionListener = async (submission, deps) => {
  const form = await runOfForm(submission, deps);
  if ('answer' in form) return form.answer;
  const text = cleanText(textOf(inputIn(submission.view, projectFields.note)) ?? '');
  if (text === '') return errorsOn(projectFields.note, 'Write the note here.');
  const saved = form.run.project === undefined ? await intoProject(form.run, submission, deps) : { run: form.run };
  if ('errors' in saved) return { response_action: 'errors', errors: saved.errors };
  const { run } = saved;
  if (run.project === undefined) return told('This research is in no project. Nothing was noted.');
  const target: Target = { run: run.id, kind: 'insight', id: 'report', version: 1 };
  try {
    await deps.repositories.projects.annotate(run.team, run.project, { text, createdBy: submission.user, target });
  } catch (error) {
    if (isAppError(error, 'not_found')) return errorsOn(projectFields.note, 'That project does not exist any more.');
    throw error;
  }
  return told('Noted. Later research in this project reads it.');
};

const errorsOn = (field: string, why: string): SubmissionAnswer => ({
  response_action: 'errors',
  errors: { [field]: why },
});

type Saved = { run: Run; project: string } | { errors: Record<string, string> };

/** Puts the run into the project that was chosen, or into a new one of the name that was typed. */
async function intoProject(run: Run, { view, user }: Submission, deps: ListenerDeps): Promise<Saved> {
  const { projects, runs, audit } = deps.repositories;
  const chosen = textOf(inputIn(view, projectFields.project));
  const name = cleanLine(textOf(inputIn(view, projectFields.name)) ?? '');
  if ((chosen === undefined) === (name === '')) {
    const why = chosen === undefined ? 'Choose a project here, or name a new one below.' : 'Choose one of the two.';
    return { errors: { [projectFields.project]: why } };
  }
  const id = chosen ?? (await create());
  try {
    const saved = await runs.assignProject(run.team, run.id, id);
    return { run: saved, project: (await projects.get(run.team, id))?.name ?? 'the project' };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'not_found') {
      return { errors: { [projectFields.project]: 'That project is gone, or this conversation may not see it.' } };
    }
    if (error.code === 'conflict') return { errors: { [projectFields.project]: error.message } };
    throw error;
  }

  async function create(): Promise<string> {
    const { company, vertical } = await deps.assemble(run.team, run.id);
    const known = company ?? { name: nameOf(run) };
    const project = await projects.create({
      team: run.team,
      createdBy: user,
      owner: user,
      name,
      companyName: known.name,
      companyKey: companyKeyOf(known),
      visibility: run.visibility,
      ...(vertical && { vertical: vertical.vertical }),
      ...(run.visibility !== teamVisible && { channel: run.channel }),
    });
    await audit.record({
      team: run.team,
      by: user,
      act: 'project.create',
      on: project.id,
      from: 'modal',
      visibility: project.visibility,
    });
    return project.id;
  }
}

/** A star belongs to a project: without one the run is saved to one first. A second click takes the star back. */
export const useCaseStar: ClickListener = async (click, deps, slack) => {
  const [id, useCase] = partsOf(click.value);
  const run = await runOf(click, id, deps);
  if (!run) return noSuchRun();
  if (run.project !== undefined) return star(run, useCase, click.user, deps);
  await openOver(click, slack, saveForm({ run: run.id, star: useCase }, nameOf(run)));
  return undefined;
};

async function star(run: Run, id: string, createdBy: string, deps: ListenerDeps): Promise<Answer> {
  const { projects, stages } = deps.repositories;
  const { useCases } = await deps.assemble(run.team, run.id);
  const useCase = useCases?.useCases.find((one) => one.id === id);
  if (!useCase || run.project === undefined) return say('This use case is not there any more. Nothing was starred.');
  const version = (await stages.get(run.team, run.id, 'useCases'))?.version ?? 1;
  const target: Target = { run: run.id, kind: 'use_case', id, version };
  const stars = await projects.stars(run.team, run.project);
  const same = stars.find((one) => one.target.run === run.id && one.target.id === id && one.target.kind === 'use_case');
  if (same) {
    await projects.unstar(run.team, run.project, same.target);
    return say(`The star on “${useCase.title}” is taken back.`);
  }
  await projects.star(run.team, run.project, {
    target,
    title: useCase.title,
    preview: cut(useCase.whyNow.text, 1000),
    createdBy,
  });
  return say(`“${useCase.title}” is starred in its project. A second click takes the star back.`);
}
