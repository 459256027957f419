import type { Documents, Filter, Query } from '../../domain/ports/documents.ts';
import type { RunList, Runs } from '../../domain/ports/repositories.ts';
import { Project } from '../../domain/project.ts';
import { Run } from '../../domain/run.ts';
import { deletionsOf, projectPath, runsOf, teamsCollection } from './paths.ts';
import { fromStored, readAll } from './stored.ts';

/** Firestore's limit of the combinations of values in one query. */
const maxCombinations = 30;
const page = 100;

/** Who asked for a run sees it wherever they asked; everything else goes by its visibility. */
const seenBy = ({ viewer, createdBy }: RunList): Filter =>
  createdBy === undefined
    ? { field: 'visibility', op: 'in', value: [...new Set(viewer)].slice(0, maxCombinations) }
    : { field: 'createdBy', op: '==', value: createdBy };

const alternatives = ({ value }: Filter): number => (Array.isArray(value) ? value.length : 1);

/** The filters of a list; statuses are left out where a query would have too many combinations. */
function filtersOf(question: RunList): Filter[] {
  const { project, mode, statuses } = question;
  const seen = seenBy(question);
  const fits = statuses !== undefined && statuses.length * alternatives(seen) <= maxCombinations;
  return [
    seen,
    ...(project !== undefined ? [{ field: 'project', op: '==' as const, value: project }] : []),
    ...(mode !== undefined ? [{ field: 'mode', op: '==' as const, value: mode }] : []),
    ...(fits ? [{ field: 'status', op: 'in' as const, value: [...statuses] }] : []),
  ];
}

export function createRunLists({ documents }: { documents: Documents }): Pick<Runs, 'list' | 'olderThan' | 'teams'> {
  /** Which of these projects are active. */
  async function activeOf(team: string, runs: readonly Run[]): Promise<ReadonlySet<string>> {
    const named = [...new Set(runs.flatMap(({ project }) => project ?? []))];
    const stored = await documents.getMany(named.map((project) => projectPath(team, project)));
    const projects = stored.flatMap((document) => (document ? [fromStored(Project, document)] : []));
    return new Set(projects.filter(({ status }) => status === 'active').map(({ id }) => id));
  }

  return {
    async list(team, { limit, after, ...question }) {
      const query: Omit<Query, 'limit'> = {
        collection: runsOf(team),
        where: filtersOf({ ...question, limit }),
        orderBy: [{ field: 'createdAt', direction: 'desc' }],
      };
      const { statuses } = question;
      const runs: Run[] = [];
      let cursor = after;
      // Once around, unless the query could not hold the statuses: then what they leave out is asked for again.
      do {
        const rest = limit - runs.length;
        const found = await documents.query({ ...query, limit: rest, ...(cursor !== undefined && { after: cursor }) });
        const read = found.documents.map((stored) => fromStored(Run, stored));
        runs.push(...read.filter(({ status }) => statuses === undefined || statuses.includes(status)));
        cursor = found.cursor;
      } while (cursor !== undefined && runs.length < limit);
      return { runs, ...(cursor !== undefined && { cursor }) };
    },

    async olderThan(team, before, limit) {
      const begun = await documents.query({ collection: deletionsOf(team), limit });
      const ids = begun.documents.map(({ path }) => path.slice(deletionsOf(team).length + 1));
      let cursor: string | undefined;
      do {
        if (ids.length >= limit) break;
        const found = await documents.query({
          collection: runsOf(team),
          where: [{ field: 'finishedAt', op: '<', value: before }],
          orderBy: [{ field: 'finishedAt', direction: 'asc' }],
          limit: page,
          ...(cursor !== undefined && { after: cursor }),
        });
        const runs = found.documents.map((stored) => fromStored(Run, stored));
        const active = await activeOf(team, runs);
        ids.push(...runs.flatMap(({ id, project }) => (project !== undefined && active.has(project) ? [] : [id])));
        cursor = found.cursor;
      } while (cursor !== undefined);
      return ids.slice(0, limit);
    },

    async teams() {
      const stored = await readAll(documents, { collection: teamsCollection });
      return stored.map(({ path }) => path.slice(teamsCollection.length + 1));
    },
  };
}
