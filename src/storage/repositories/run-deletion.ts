import { AppError } from '../../domain/errors.ts';
import type { Documents, Transaction } from '../../domain/ports/documents.ts';
import type { Files } from '../../domain/ports/files.ts';
import type { Memory } from '../../domain/ports/memory.ts';
import type { Runs } from '../../domain/ports/repositories.ts';
import { Project } from '../../domain/project.ts';
import { isTerminal, Run } from '../../domain/run.ts';
import { clearDeadLetter } from './dead-letters.ts';
import { clearDue } from './due.ts';
import {
  askedOf,
  deletionsOf,
  evidenceOf,
  feedbackOf,
  freshOf,
  marksPath,
  projectPath,
  runPath,
  runsOf,
  slotsOf,
  stagesOf,
  taskDuePath,
  taskPath,
  tasksOf,
  threadsOf,
  versionsOf,
} from './paths.ts';
import { fromStored, readAll } from './stored.ts';
import { saveProject } from './stored-projects.ts';

export interface RunDeletionOptions {
  documents: Documents;
  memory: Pick<Memory, 'forgetRun'>;
  files?: Pick<Files, 'deleteBelow' | 'list'>;
}

const filesBelow = (team: string, run: string): string => `${runPath(team, run)}/`;

/** The project's number of iterations without this run: the largest that one of its other runs has. */
async function withoutIteration(transaction: Transaction, run: Run): Promise<Project | undefined> {
  if (run.project === undefined) return undefined;
  const stored = await transaction.get(projectPath(run.team, run.project));
  const project = stored && fromStored(Project, stored);
  if (!project || project.iterations !== run.iteration) return undefined;
  const largest = await transaction.query({
    collection: runsOf(run.team),
    where: [{ field: 'project', op: '==', value: run.project }],
    orderBy: [{ field: 'iteration', direction: 'desc' }],
    limit: 2,
  });
  const others = largest.documents.map((document) => fromStored(Run, document)).filter(({ id }) => id !== run.id);
  return { ...project, iterations: others[0]?.iteration ?? 0 };
}

/**
 * First the run itself, so that nobody can add to it or begin another attempt, with a note that its deletion has begun;
 * then all that lies below it or came from it; the note last. Whoever calls again after a failure goes on.
 */
export function createRunDeletion({ documents, memory, files }: RunDeletionOptions): Runs['delete'] {
  const begin = (team: string, id: string): Promise<void> =>
    documents.transaction(async (transaction) => {
      const note = `${deletionsOf(team)}/${id}`;
      const [stored, begun] = await Promise.all([transaction.get(runPath(team, id)), transaction.get(note)]);
      if (!stored && begun) return;
      if (!stored) throw new AppError('not_found', 'There is no such run.');
      const run = fromStored(Run, stored);
      if (!isTerminal(run.status)) {
        throw new AppError('conflict', 'This run is still being worked on. Stop it first, then delete it.', {
          details: { status: run.status },
        });
      }
      const project = await withoutIteration(transaction, run);
      transaction.delete(runPath(team, id));
      clearDue(transaction, run);
      clearDeadLetter(transaction, run);
      transaction.set(note, {});
      if (project) saveProject(transaction, project);
    });

  /** Deletes the documents of a collection, or those of it that name the run, and says how many there were. */
  async function clear(collection: string, run?: { field: string; id: string }): Promise<number> {
    const where = run && [{ field: run.field, op: '==' as const, value: run.id }];
    const stored = await readAll(documents, { collection, ...(where && { where }) });
    await Promise.all(stored.map(({ path }) => documents.delete(path)));
    return stored.length;
  }

  /** Questions and exports hold what the run says. */
  async function clearTasks(team: string, run: string): Promise<void> {
    const where = [{ field: 'run', op: '==' as const, value: run }];
    const stored = await readAll(documents, { collection: tasksOf(team), where });
    for (const { path } of stored) {
      const id = path.slice(taskPath(team, '').length);
      await documents.delete(taskDuePath(team, id));
      await clear(slotsOf(team, id));
      await documents.delete(path);
    }
  }

  async function clearFiles(team: string, run: string): Promise<number> {
    if (!files) return 0;
    const keys = await files.list(filesBelow(team, run));
    await files.deleteBelow(filesBelow(team, run));
    return keys.length;
  }

  return async (team, id) => {
    await begin(team, id);
    const [stages, evidence] = await Promise.all([clear(stagesOf(team, id)), clear(evidenceOf(team, id))]);
    for (const collection of [versionsOf, slotsOf, feedbackOf]) await clear(collection(team, id));
    await documents.delete(marksPath(team, id));
    for (const hints of [askedOf(team), freshOf(team), threadsOf(team)]) await clear(hints, { field: 'run', id });
    await clearTasks(team, id);
    const memories = await memory.forgetRun(team, id);
    const deleted = { stages, evidence, files: await clearFiles(team, id), memories };
    await documents.delete(`${deletionsOf(team)}/${id}`);
    return deleted;
  };
}
