import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { AppError } from '../domain/errors.ts';
import type { Files } from '../domain/ports/files.ts';
import type { Repositories } from '../domain/ports/repositories.ts';
import { teamVisible } from '../domain/visibility.ts';

export interface TeamStorage {
  repositories: Pick<Repositories, 'teams' | 'audit'>;
  files: Pick<Files, 'list' | 'get'>;
}

const byOperator = { by: 'operator', from: 'terminal', visibility: teamVisible } as const;

/** All documents of a team as JSON lines, and its files in folders. Answers how many of each. Tokens are left out. */
export async function exportTeam(
  { repositories: { teams, audit }, files }: TeamStorage,
  team: string,
  out: string,
): Promise<{ documents: number; files: number }> {
  const folder = resolve(out);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lines = await open(join(folder, 'documents.jsonl'), 'w', 0o600);
  let documents = 0;
  try {
    for await (const document of teams.documents(team)) {
      await lines.write(`${JSON.stringify(document)}\n`);
      documents += 1;
    }
  } finally {
    await lines.close();
  }
  const keys = await files.list(`teams/${team}/`);
  for (const key of keys) {
    const file = await files.get(key);
    const path = resolve(folder, 'files', key);
    if (!path.startsWith(`${folder}${sep}`)) throw new AppError('storage_failed', 'A file has no usable name.');
    if (!file) continue;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, file.content, { mode: 0o600 });
  }
  await audit.record({ team, act: 'team.export', on: team, ...byOperator });
  return { documents, files: keys.length };
}

/** Everything of a team but the note that it was deleted. Answers how many documents there were. */
export async function deleteTeam({ repositories: { teams, audit } }: TeamStorage, team: string): Promise<number> {
  const deleted = await teams.delete(team);
  await audit.record({ team, act: 'team.delete', on: team, ...byOperator, detail: `${deleted} documents` });
  return deleted;
}
