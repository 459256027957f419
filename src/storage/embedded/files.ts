import { createHash, randomUUID } from 'node:crypto';
import { type Dirent, mkdirSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Files } from '../../domain/ports/files.ts';
import { parseFileKey, parseFilePrefix } from '../file-keys.ts';
import { packFile, peekFile, unpackFile } from './file-envelope.ts';
import { asStorage, storageError } from './storage-errors.ts';

const unfinished = '.unfinished';
const unfinishedLifeMilliseconds = 60 * 60 * 1000;
const suffix = '.file';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/**
 * A folder name from a foreign segment: letters, digits, `-`, `_` and brackets stay, every other byte becomes %XX, so
 * no name can have a meaning for the file system or end in the suffix of files. Long ones become a hash.
 */
function folderName(segment: string): string {
  const encoded = Array.from(Buffer.from(segment), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9_[\]-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
  return encoded.length <= 200 ? encoded : `%${hash(segment)}`;
}

/** Makes the names in a folder last through a power failure. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Read again when a folder inside disappears during the reading, so that nothing is left out. */
async function entriesBelow(path: string): Promise<Dirent[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readdir(path, { recursive: true, withFileTypes: true });
    } catch (error) {
      if (!isMissing(error) || attempt >= 20) throw error;
      if (!(await stat(path).catch(() => undefined))) return [];
    }
  }
}

export interface EmbeddedFilesOptions {
  /** Made when it is missing. */
  folder: string;
  clock: Clock;
}

/**
 * Files below a folder. The name on disk is a hash of the key, and the key stands in the file: no key can lead outside
 * or, where the file system ignores case, to another team's file. Several processes may share the folder.
 */
export function openEmbeddedFiles(options: EmbeddedFilesOptions): Files {
  const { clock } = options;
  const folder = resolve(options.folder);
  const folderOf = (segments: readonly string[]) => join(folder, ...segments.map(folderName));
  const pathOf = (key: string) => join(folderOf(parseFileKey(key).slice(0, -1)), `${hash(key)}${suffix}`);

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storageError(error);
    }
  }

  async function writeUnfinished(bytes: Uint8Array): Promise<string> {
    const path = join(folder, unfinished, randomUUID());
    const file = await open(path, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return path;
  }

  /** The folder may be removed, because it is empty, between its making and the renaming; then both are done again. */
  async function moveIntoPlace(from: string, to: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await makeFolder(dirname(to));
        await rename(from, to);
        break;
      } catch (error) {
        if (attempt >= 5 || !isMissing(error)) throw error;
      }
    }
    await syncFolder(dirname(to)).catch((error: unknown) => {
      // Deleted again already, by somebody else.
      if (!isMissing(error)) throw error;
    });
  }

  async function below(prefix: string): Promise<{ key: string; path: string }[]> {
    const start = folderOf(parseFilePrefix(prefix));
    const entries = await entriesBelow(start);
    const found: { key: string; path: string }[] = [];
    for (const entry of entries) {
      if (!entry.isFile() || !entry.name.endsWith(suffix)) continue;
      const path = join(entry.parentPath, entry.name);
      const key = (await peekFile(path))?.key;
      if (key?.startsWith(prefix)) found.push({ key, path });
    }
    return found;
  }

  /** Empty folders tell the names of what was deleted; they go as far up as they are empty. */
  async function removeEmptyFolders(from: string): Promise<void> {
    for (let path = from; path.length > folder.length; path = dirname(path)) {
      try {
        await rmdir(path);
      } catch (error) {
        if (!isMissing(error)) return;
      }
    }
  }

  async function removeAbandoned(): Promise<void> {
    for (const name of await readdir(join(folder, unfinished))) {
      const path = join(folder, unfinished, name);
      const written = await stat(path).catch(() => undefined);
      const age = clock.now().getTime() - (written?.mtimeMs ?? Number.POSITIVE_INFINITY);
      if (age > unfinishedLifeMilliseconds) await rm(path, { force: true });
    }
  }

  asStorage(() => mkdirSync(join(folder, unfinished), { recursive: true, mode: 0o700 }));
  // Once, before the first new file; failing to tidy up stops nobody from writing.
  let tidied: Promise<void> | undefined;
  const tidyOnce = (): Promise<void> => {
    tidied ??= removeAbandoned().catch(() => undefined);
    return tidied;
  };

  return {
    put: (key, content, mimeType) =>
      guarded(async () => {
        const path = pathOf(key);
        await tidyOnce();
        await moveIntoPlace(await writeUnfinished(packFile({ key, mimeType }, content)), path);
      }),
    get: (key) =>
      guarded(async () => {
        const found = await unpackFile(pathOf(key));
        return found?.key === key ? { content: found.content, mimeType: found.mimeType } : undefined;
      }),
    delete: (key) =>
      guarded(async () => {
        const path = pathOf(key);
        await rm(path, { force: true });
        await removeEmptyFolders(dirname(path));
      }),
    deleteBelow: (prefix) =>
      guarded(async () => {
        for (const { path } of await below(prefix)) {
          await rm(path, { force: true });
          await removeEmptyFolders(dirname(path));
        }
      }),
    list: (prefix) => guarded(async () => (await below(prefix)).map(({ key }) => key).sort()),
  };
}
