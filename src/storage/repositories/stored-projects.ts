import { AppError } from '../../domain/errors.ts';
import type { Clock, NewId } from '../../domain/ports/clock.ts';
import type { Documents, Transaction } from '../../domain/ports/documents.ts';
import { Project } from '../../domain/project.ts';
import { seenFrom } from '../../domain/visibility.ts';
import { projectPath } from './paths.ts';
import { checked, fromStored, toJson } from './stored.ts';

export interface ProjectsOptions {
  documents: Documents;
  clock: Clock;
  newId: NewId;
}

/** The project a transaction is about. Error: `not_found`. */
export async function presentProject(transaction: Transaction, team: string, id: string): Promise<Project> {
  const stored = await transaction.get(projectPath(team, id));
  if (!stored) throw new AppError('not_found', 'There is no such project.');
  return fromStored(Project, stored);
}

export const saveProject = (transaction: Transaction, project: Project): void =>
  transaction.set(projectPath(project.team, project.id), toJson(checked(Project, project)));

/**
 * Makes the run of a project its next iteration, in the transaction that creates the run: two at once get two numbers.
 * To be called before any write; what it returns writes. Errors: `not_found`, also where the run's channel may not see
 * the project; `conflict` for an archived one.
 */
export async function nextIteration(
  transaction: Transaction,
  run: { team: string; project: string; visibility: string },
  now: Date,
): Promise<{ iteration: number; contextMode: Project['contextMode']; count: () => void }> {
  const project = await presentProject(transaction, run.team, run.project);
  if (!seenFrom(run.visibility).includes(project.visibility)) {
    throw new AppError('not_found', 'There is no such project.');
  }
  if (project.status === 'archived') {
    throw new AppError('conflict', 'This project is archived. Make it active again to research in it.');
  }
  const iteration = project.iterations + 1;
  return {
    iteration,
    contextMode: project.contextMode,
    count: () => saveProject(transaction, { ...project, iterations: iteration, updatedAt: now.toISOString() }),
  };
}
