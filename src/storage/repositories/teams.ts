import { z } from 'zod';
import type { Documents, StoredDocument } from '../../domain/ports/documents.ts';
import type { Files } from '../../domain/ports/files.ts';
import type { Teams } from '../../domain/ports/teams.ts';
import { timestamp } from '../../domain/text.ts';
import { deadLettersCollection, dueCollection, installationPath, removalPath, slotsOf, teamPath } from './paths.ts';
import { fromStored } from './stored.ts';

/** Every collection below a team, with those below its documents. A test compares it with what the repositories write. */
const collections: Readonly<Record<string, readonly string[]>> = {
  // First what begins new work or shows it.
  runs: ['stages', 'versions', 'evidence', 'slots', 'marks', 'feedback'],
  tasks: [],
  projects: ['stars', 'notes'],
  plays: ['uses'],
  clients: [],
  memory: [],
  fresh: [],
  asked: [],
  threads: [],
  templates: [],
  templateNames: [],
  people: [],
  usage: [],
  settings: [],
  work: [],
  deletions: [],
  audit: [],
  installation: [],
};

const pageSize = 100;

export interface TeamsOptions {
  documents: Documents;
  files?: Pick<Files, 'deleteBelow'>;
}

export function createTeams({ documents, files }: TeamsOptions): Teams {
  async function* all(collection: string): AsyncGenerator<StoredDocument> {
    let cursor: string | undefined;
    do {
      const page = await documents.query({
        collection,
        limit: pageSize,
        ...(cursor !== undefined && { after: cursor }),
      });
      yield* page.documents;
      cursor = page.cursor;
    } while (cursor !== undefined);
  }

  /** What lies below comes before what it lies below, so that whoever stops in between finds the rest again. */
  async function* ofTeam(team: string): AsyncGenerator<StoredDocument> {
    for (const [name, below] of Object.entries(collections)) {
      for await (const document of all(`teams/${team}/${name}`)) {
        for (const nested of below) yield* all(`${document.path}/${nested}`);
        // Where a task's answer is shown is noted as that of a run is.
        if (name === 'tasks') yield* all(slotsOf(team, String(document.data.id)));
        yield document;
      }
    }
  }

  /** Of the collections outside the teams: what belongs to this one. */
  async function clearOutside(collection: string, team: string): Promise<void> {
    for (;;) {
      const where = [{ field: 'team', op: '==' as const, value: team }];
      const page = await documents.query({ collection, where, limit: pageSize });
      for (const { path } of page.documents) await documents.delete(path);
      if (page.cursor === undefined) return;
    }
  }

  return {
    async removedAt(team) {
      const stored = await documents.get(removalPath(team));
      return stored && fromStored(z.object({ removedAt: timestamp() }), stored).removedAt;
    },
    async *documents(team) {
      for await (const { path, data } of ofTeam(team)) if (path !== installationPath(team)) yield { path, data };
    },
    async delete(team) {
      await clearOutside(dueCollection, team);
      let count = 0;
      for await (const { path } of ofTeam(team)) {
        await documents.delete(path);
        count += 1;
      }
      await files?.deleteBelow(`teams/${team}/`);
      await clearOutside(dueCollection, team);
      await clearOutside(deadLettersCollection, team);
      await documents.delete(teamPath(team));
      return count;
    },
  };
}
