import type { Documents, StoredDocument } from '../../domain/ports/documents.ts';
import type { Versions } from '../../domain/ports/repositories.ts';
import { StageVersion } from '../../domain/version.ts';
import { versionsOf } from './paths.ts';
import { fromStored, readAll } from './stored.ts';

export const versionPath = (team: string, run: string, { stage, version }: StageVersion): string =>
  `${versionsOf(team, run)}/${stage}~${version}`;

/** An output that was `undefined` has no member in the document, and the schema wants one. */
const read = ({ path, data }: StoredDocument): StageVersion =>
  fromStored(StageVersion, { path, data: { output: undefined, ...data } });

export function createVersions({ documents }: { documents: Documents }): Versions {
  return {
    async list(team, run, stage) {
      const stored = await readAll(documents, {
        collection: versionsOf(team, run),
        ...(stage !== undefined && { where: [{ field: 'stage', op: '==' as const, value: stage }] }),
      });
      return stored.map(read).sort((a, b) => a.stage.localeCompare(b.stage) || a.version - b.version);
    },
    async get(team, run, stage, version) {
      const stored = await documents.get(`${versionsOf(team, run)}/${stage}~${version}`);
      return stored && read(stored);
    },
  };
}
