import type { DatabaseSync } from 'node:sqlite';
import type { Noted, Write } from '../history.ts';
import { writtenTo } from './written-to.ts';

/** What was noted after an entry (`inside/sqlite.ts`). */
export function readWrites(database: DatabaseSync, after: number): Write[] {
  const isThere = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'chaos_writes'").get();
  if (!isThere) return [];
  return database
    .prepare('SELECT seq, at, pid, path, noted FROM chaos_writes WHERE seq > ? ORDER BY seq')
    .all(after)
    .flatMap((row) => {
      const written = writtenTo(String(row.path));
      if (!written) return [];
      const noted = JSON.parse(String(row.noted)) as Noted;
      return { seq: Number(row.seq), at: Number(row.at), pid: Number(row.pid), ...written, noted };
    });
}
