import type {
  DocumentData,
  DocumentReference,
  Firestore,
  QueryDocumentSnapshot,
  Timestamp,
} from '@google-cloud/firestore';
import type { Noted, Write } from '../history.ts';
import { notesCollection, writtenTo } from './written-to.ts';

/** One document that a commit wrote (`inside/firestore.ts`). */
export interface NotedWrite {
  path: string;
  /** Of those that tell something: what they are now. */
  members: DocumentData;
  /** Members that are written while the others stay; absent where the whole document is. One without a value is gone. */
  named?: string[];
}

export interface NotedCommit {
  at: number;
  pid: number;
  writes: NotedWrite[];
}

/** Commits, told in their order, as what each document was after each of its writes. */
export function createStates() {
  const documents = new Map<string, DocumentData>();
  const states: Write[] = [];
  return {
    states,
    tell(commits: readonly NotedCommit[]): void {
      for (const { at, pid, writes } of commits) {
        for (const { path, members, named } of writes) {
          const written = writtenTo(path);
          if (!written) continue;
          const kept = named ? Object.entries(documents.get(path) ?? {}).filter(([name]) => !named.includes(name)) : [];
          const document = { ...Object.fromEntries(kept), ...members };
          documents.set(path, document);
          states.push({ seq: states.length + 1, at, pid, ...written, noted: notedOf(document) });
        }
      }
    },
  };
}

const notedOf = (document: DocumentData): Noted => ({
  status: document.status ?? null,
  companyName: document.companyName ?? null,
  attempts: document.attempts?.length ?? null,
  lastToken: document.lastToken ?? null,
  token: document.lease?.token ?? null,
  expiresAt: document.lease?.expiresAt ?? null,
  cancelRequested: document.cancelRequested?.at ?? null,
  state: document.state ?? null,
  ts: document.ts ?? null,
  fileId: document.fileId ?? null,
  revision: document.revision ?? null,
});

interface Kept {
  time: Timestamp;
  commit: NotedCommit;
}

const keptOf = (one: QueryDocumentSnapshot): Kept => {
  const { pid, writes } = one.data() as Pick<NotedCommit, 'pid' | 'writes'>;
  return { time: one.createTime, commit: { at: one.createTime.toMillis(), pid, writes } };
};
const order = (one: Timestamp, other: Timestamp): number =>
  one.seconds - other.seconds || one.nanoseconds - other.nanoseconds;

const markerId = 'marker';
/** What Firestore takes in one commit. */
const deletedAtOnce = 500;

/**
 * Listens to what the processes note. Every commit has a time of its own in Firestore, which orders them. What was heard
 * is deleted: the emulator takes the longer to tell of a change the more documents are listened to.
 */
export function followCommits(firestore: Firestore) {
  const notes = firestore.collection(notesCollection);
  const { states, tell } = createStates();
  const heard: DocumentReference[] = [];
  let marks = 0;
  let seen = 0;
  let told = Promise.withResolvers<void>();
  const stopListening = notes.onSnapshot((snapshot) => {
    const changed = snapshot.docChanges().flatMap(({ type, doc }) => (type === 'removed' ? [] : [doc]));
    const noted = changed.filter(({ id }) => id !== markerId);
    const inOrder = noted.map(keptOf).sort((one, other) => order(one.time, other.time));
    tell(inOrder.map(({ commit }) => commit));
    heard.push(...noted.map(({ ref }) => ref));
    seen = Number(changed.find(({ id }) => id === markerId)?.get('mark') ?? seen);
    told.resolve();
    told = Promise.withResolvers();
  });
  return {
    /** Everything that was written before this was asked: what is heard of comes in the order of the commits. */
    async writes(): Promise<readonly Write[]> {
      const mark = ++marks;
      const batch = firestore.batch().set(notes.doc(markerId), { mark });
      for (const note of heard.splice(0, deletedAtOnce - 1)) batch.delete(note);
      await batch.commit();
      while (seen < mark) await told.promise;
      return states;
    },
    close: stopListening,
  };
}
