import type { DocumentSnapshot } from '@google-cloud/firestore';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { JsonObject } from '../../domain/ports/documents.ts';
import type { Files } from '../../domain/ports/files.ts';
import { overflowMark } from './values.ts';
import type { Write } from './writes.ts';

/** Of the documents in one commit; Firestore takes 10 MiB, with its own way of counting. */
const maxCommitBytes = 2_500_000;

const Overflow = z.object({ key: z.string() });

/** Below the document's own path, so that it goes with everything else of a run that is deleted. */
const folderOf = (path: string): string => `${path}/overflow/`;

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

interface Member {
  write: number;
  name: string;
  bytes: number;
}

/** The largest members of the documents that are written whole, as few as bring the commit below its limit. */
function chosen(writes: readonly Write[], excess: number): Member[] {
  const members = writes
    .flatMap((write, index): Member[] =>
      write.kind === 'create' || write.kind === 'set'
        ? Object.entries(write.data).map(([name, value]) => ({ write: index, name, bytes: sizeOf(value) }))
        : [],
    )
    .sort((a, b) => b.bytes - a.bytes);
  let moved = 0;
  return members.filter(({ bytes }) => {
    if (moved >= excess) return false;
    moved += bytes;
    return true;
  });
}

/**
 * Commits that are too large for Firestore: their largest members go to files first, each file named after the commit,
 * so that a commit that fails changes nothing that is read. What a later write replaces stays in its file until the
 * document, or the folder of what it belongs to, is deleted.
 */
export function createOverflow(files: Files) {
  return {
    /** The same writes, in which what lies in a file now is missing and `overflow` says where it lies. */
    async spill(writes: readonly Write[], mark: string): Promise<readonly Write[]> {
      const total = writes.reduce((sum, write) => sum + ('data' in write ? sizeOf(write.data) : 0), 0);
      if (total <= maxCommitBytes) return writes;
      const members = chosen(writes, total - maxCommitBytes);
      const spillOne = async (write: Write, index: number): Promise<Write> => {
        const names = new Set(members.filter((member) => member.write === index).map(({ name }) => name));
        if (names.size === 0 || (write.kind !== 'create' && write.kind !== 'set')) return write;
        const key = `${folderOf(write.path)}${mark}.json`;
        const moved = Object.entries(write.data).filter(([name]) => names.has(name));
        const kept = Object.entries(write.data).filter(([name]) => !names.has(name));
        const content = Buffer.from(JSON.stringify(Object.fromEntries(moved)));
        await files.put(key, content, 'application/json');
        return { ...write, data: Object.fromEntries(kept), overflow: key };
      };
      return Promise.all(writes.map(spillOne));
    },

    /** Members of a document that lie in a file. */
    async fetch(snapshot: DocumentSnapshot): Promise<JsonObject> {
      const { data: overflow } = Overflow.safeParse(snapshot.get(overflowMark));
      if (!overflow) return {};
      const found = await files.get(overflow.key);
      if (found) return JSON.parse(new TextDecoder().decode(found.content));
      throw new AppError('storage_failed', 'Part of something stored is missing.', {
        retryable: true,
        details: { path: snapshot.ref.path },
      });
    },

    /** After the document was deleted. */
    async remove(snapshot: DocumentSnapshot): Promise<void> {
      if (snapshot.get(overflowMark) !== undefined) await files.deleteBelow(folderOf(snapshot.ref.path));
    },
  };
}
