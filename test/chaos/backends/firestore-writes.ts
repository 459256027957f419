import type { DocumentData, Firestore, QueryDocumentSnapshot, Timestamp } from '@google-cloud/firestore';
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

/** Commits in their order, as what each document was after each of its writes. */
export function statesAfter(commits: readonly NotedCommit[]): Write[] {
  const documents = new Map<string, DocumentData>();
  return commits
    .flatMap(({ at, pid, writes }) => writes.map((write) => ({ at, pid, ...write })))
    .flatMap(({ at, pid, path, members, named }, index) => {
      const written = writtenTo(path);
      if (!written) return [];
      const kept = named ? Object.entries(documents.get(path) ?? {}).filter(([name]) => !named.includes(name)) : [];
      const document = { ...Object.fromEntries(kept), ...members };
      documents.set(path, document);
      return { seq: index + 1, at, pid, ...written, noted: notedOf(document) };
    });
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

/** Listens to what the processes note. Every commit has a time of its own in Firestore, which orders them. */
export function followCommits(firestore: Firestore) {
  const notes = firestore.collection(notesCollection);
  const kept: Kept[] = [];
  let marks = 0;
  let seen = 0;
  let told = Promise.withResolvers<void>();
  const stopListening = notes.onSnapshot((snapshot) => {
    const changed = snapshot.docChanges().map(({ doc }) => doc);
    kept.push(...changed.filter(({ id }) => id !== markerId).map(keptOf));
    kept.sort((one, other) => order(one.time, other.time));
    seen = Number(changed.find(({ id }) => id === markerId)?.get('mark') ?? seen);
    told.resolve();
    told = Promise.withResolvers();
  });
  return {
    /** Everything that was committed before this was asked: what is heard of comes in the order of the commits. */
    async commits(): Promise<NotedCommit[]> {
      const mark = ++marks;
      await notes.doc(markerId).set({ mark });
      while (seen < mark) await told.promise;
      return kept.map(({ commit }) => commit);
    },
    close: stopListening,
  };
}
