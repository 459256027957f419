import type { Write } from '../history.ts';

/** Where the processes note in Firestore what they write. */
export const notesCollection = 'chaos';

const kinds: Record<string, Write['kind']> = { stages: 'stage', slots: 'slot' };

/** What of a run lies at the path of a document; undefined where it is no run, stage or slot. */
export function writtenTo(path: string): Pick<Write, 'run' | 'kind' | 'name'> | undefined {
  const [, run, folder, name = ''] = /^teams\/[^/]+\/runs\/([^/]+)(?:\/([^/]+)\/([^/]+))?$/.exec(path) ?? [];
  const kind = folder === undefined ? 'run' : kinds[folder];
  return run === undefined || kind === undefined ? undefined : { run, kind, name };
}
