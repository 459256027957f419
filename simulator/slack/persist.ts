import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Changes } from './changes.ts';
import type { WorkspaceData } from './entities.ts';
import { parseJson } from './json.ts';

/** The first workspace, and with it the others. */
export type Saved = WorkspaceData & { others?: WorkspaceData[] };

/** What an earlier life saved, or undefined when there is none or it cannot be read. */
export async function restore(file: string): Promise<Saved | undefined> {
  try {
    const data = parseJson(await readFile(file, 'utf8'));
    return isSaved(data) ? data : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const isSaved = (value: unknown): value is Saved =>
  typeof value === 'object' && value !== null && 'team' in value && 'messages' in value && 'homes' in value;

/** Saves after every change, one write at a time, whole files only. `stop` waits for the last write. */
export function saveOnChange(file: string, data: () => Saved, changes: Changes): { stop(): Promise<void> } {
  let dirty = false;
  let writing: Promise<void> | undefined;
  const write = async () => {
    while (dirty) {
      dirty = false;
      await writeFile(`${file}.part`, JSON.stringify(data()));
      await rename(`${file}.part`, file);
    }
    writing = undefined;
  };
  const mark = () => {
    dirty = true;
    writing ??= Promise.resolve().then(write);
  };
  const unsubscribe = changes.subscribe((change) => {
    if (change.kind !== 'log' && change.kind !== 'settings') mark();
  });
  return {
    async stop() {
      unsubscribe();
      mark();
      await writing;
    },
  };
}
