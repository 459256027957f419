import { AppError } from '../../domain/errors.ts';
import type { Transaction } from '../../domain/ports/documents.ts';
import type { Projects } from '../../domain/ports/projects.ts';
import { Annotation, type Project, type Target, WorkProduct } from '../../domain/project.ts';
import { Run } from '../../domain/run.ts';
import { teamVisible } from '../../domain/visibility.ts';
import { keyFrom } from './keys.ts';
import { annotationsOf, runPath, starsOf } from './paths.ts';
import { checked, fromStored, readAll, toJson } from './stored.ts';
import { type ProjectsOptions, presentProject, saveProject } from './stored-projects.ts';

type Marks = Pick<Projects, 'star' | 'unstar' | 'stars' | 'annotate' | 'annotations' | 'deleteAnnotation'>;

/** Stars and notes of a project; its counts change in the same transaction. */
export function createProjectMarks({ documents, clock, newId }: ProjectsOptions): Marks {
  const starPath = (team: string, project: string, { run, kind, id, version }: Target) =>
    `${starsOf(team, project)}/${keyFrom(run, kind, id, version)}`;
  const now = () => clock.now().toISOString();
  const kept = (team: string, createdBy: string) => {
    const at = now();
    return { team, createdBy, createdAt: at, updatedAt: at, schemaVersion: 1 as const };
  };
  const count = (transaction: Transaction, project: Project, what: 'stars' | 'notes', by: number): void =>
    saveProject(transaction, { ...project, [what]: Math.max(0, project[what] + by), updatedAt: now() });

  /** Whoever sees the project sees the star, so what it shows must be theirs to see. */
  async function checkWidth(transaction: Transaction, project: Project, target: Target): Promise<void> {
    const stored = await transaction.get(runPath(project.team, target.run));
    if (!stored) throw new AppError('not_found', 'There is no such run.');
    const { visibility } = fromStored(Run, stored);
    if (visibility !== teamVisible && visibility !== project.visibility) {
      throw new AppError('forbidden', 'This comes from a private channel and the project is visible to more people.');
    }
  }

  const newestFirst = <T extends { createdAt: string; id: string }>(found: T[]): T[] =>
    found.sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id));

  return {
    star: (team, id, { target, title, preview, notes = '', createdBy }) =>
      documents.transaction(async (transaction) => {
        const project = await presentProject(transaction, team, id);
        const path = starPath(team, id, target);
        const stored = await transaction.get(path);
        if (stored) return fromStored(WorkProduct, stored);
        await checkWidth(transaction, project, target);
        const star = checked(WorkProduct, {
          ...kept(team, createdBy),
          ...{ id: newId(), project: id, target, title, preview, notes },
        });
        transaction.set(path, toJson(star));
        count(transaction, project, 'stars', 1);
        return star;
      }),
    unstar: (team, id, target) =>
      documents.transaction(async (transaction) => {
        const project = await presentProject(transaction, team, id);
        const path = starPath(team, id, target);
        if (!(await transaction.get(path))) return;
        transaction.delete(path);
        count(transaction, project, 'stars', -1);
      }),
    async stars(team, id) {
      const stored = await readAll(documents, { collection: starsOf(team, id) });
      return newestFirst(stored.map((document) => fromStored(WorkProduct, document)));
    },

    annotate: (team, id, { text, createdBy, target }) =>
      documents.transaction(async (transaction) => {
        const project = await presentProject(transaction, team, id);
        const note = checked(Annotation, {
          ...kept(team, createdBy),
          ...{ id: newId(), project: id, text },
          ...(target && { target }),
        });
        transaction.set(`${annotationsOf(team, id)}/${note.id}`, toJson(note));
        count(transaction, project, 'notes', 1);
        return note;
      }),
    async annotations(team, id) {
      const stored = await readAll(documents, { collection: annotationsOf(team, id) });
      return newestFirst(stored.map((document) => fromStored(Annotation, document)));
    },
    deleteAnnotation: (team, id, note) =>
      documents.transaction(async (transaction) => {
        const project = await presentProject(transaction, team, id);
        const path = `${annotationsOf(team, id)}/${note}`;
        if (!(await transaction.get(path))) return;
        transaction.delete(path);
        count(transaction, project, 'notes', -1);
      }),
  };
}
