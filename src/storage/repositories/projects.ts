import type { Filter } from '../../domain/ports/documents.ts';
import type { Projects } from '../../domain/ports/projects.ts';
import { Project } from '../../domain/project.ts';
import { Run } from '../../domain/run.ts';
import { annotationsOf, projectPath, projectsOf, runsOf, starsOf } from './paths.ts';
import { createProjectMarks } from './project-marks.ts';
import { checked, fromStored, readAll, toJson } from './stored.ts';
import { type ProjectsOptions, presentProject, saveProject } from './stored-projects.ts';

export function createProjects(options: ProjectsOptions): Projects {
  const { documents, clock, newId } = options;
  const now = () => clock.now().toISOString();

  const change = (team: string, id: string, make: (project: Project) => Project) =>
    documents.transaction(async (transaction) => {
      const project = { ...make(await presentProject(transaction, team, id)), updatedAt: now() };
      saveProject(transaction, project);
      return project;
    });

  return {
    ...createProjectMarks(options),

    async create({ description = '', contextMode = 'accumulate', tags = [], ...asked }) {
      const at = now();
      const project = checked(Project, {
        ...asked,
        ...{ description, contextMode, tags, owner: asked.owner ?? asked.createdBy },
        ...{ id: newId(), createdAt: at, updatedAt: at, schemaVersion: 1 as const },
        ...{ status: 'active' as const, iterations: 0, stars: 0, notes: 0 },
      });
      await documents.create(projectPath(project.team, project.id), toJson(project));
      return project;
    },

    async get(team, id) {
      const stored = await documents.get(projectPath(team, id));
      return stored && fromStored(Project, stored);
    },

    async list(team, { viewer, limit, after, ...wanted }) {
      const equal: Filter[] = Object.entries(wanted).flatMap(([field, value]) =>
        value === undefined ? [] : [{ field, op: '==', value }],
      );
      const page = await documents.query({
        collection: projectsOf(team),
        where: [{ field: 'visibility', op: 'in', value: [...viewer] }, ...equal],
        orderBy: [{ field: 'updatedAt', direction: 'desc' }],
        limit,
        ...(after !== undefined && { after }),
      });
      return {
        projects: page.documents.map((stored) => fromStored(Project, stored)),
        ...(page.cursor !== undefined && { cursor: page.cursor }),
      };
    },

    edit: (team, id, patch) => change(team, id, (project) => ({ ...project, ...patch })),
    setStatus: (team, id, status) => change(team, id, (project) => ({ ...project, status })),

    async delete(team, id) {
      // First the project, so that nothing can be added to it any more.
      const { iterations } = await documents.transaction(async (transaction) => {
        const project = await presentProject(transaction, team, id);
        transaction.delete(projectPath(team, id));
        return project;
      });
      const [stars, notes] = await Promise.all(
        [starsOf(team, id), annotationsOf(team, id)].map((collection) => readAll(documents, { collection })),
      );
      for (const { path } of [...(stars ?? []), ...(notes ?? [])]) await documents.delete(path);
      return { stars: stars?.length ?? 0, notes: notes?.length ?? 0, iterations };
    },

    async iterations(team, project, { limit, before }) {
      const { documents: found } = await documents.query({
        collection: runsOf(team),
        where: [
          { field: 'project', op: '==', value: project },
          ...(before !== undefined ? [{ field: 'iteration', op: '<' as const, value: before }] : []),
        ],
        orderBy: [{ field: 'iteration', direction: 'desc' }],
        limit,
      });
      return found.map((stored) => fromStored(Run, stored));
    },
  };
}
