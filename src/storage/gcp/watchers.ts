import type { DocumentSnapshot, Firestore } from '@google-cloud/firestore';
import type { Clock } from '../../domain/ports/clock.ts';
import type { StoredDocument } from '../../domain/ports/documents.ts';

const firstPauseMilliseconds = 500;
const maxPauseMilliseconds = 30_000;

export interface WatchersOptions {
  firestore: Firestore;
  clock: Clock;
  load(snapshot: DocumentSnapshot): Promise<StoredDocument | undefined>;
  onError(error: unknown): void;
}

/**
 * Firestore's own listeners: the client reconnects them by itself after what passes. Whatever else ends one (a
 * permission that comes late, a deleted database) is told to `onError`, and the listener is made anew after a pause.
 */
export function createWatchers({ firestore, clock, load, onError }: WatchersOptions) {
  const live = new Set<AbortController>();

  function watch(path: string, onChange: (document: StoredDocument | undefined) => void): () => void {
    const ended = new AbortController();
    live.add(ended);
    let told: string | undefined;
    let pause = firstPauseMilliseconds;
    let stopListening = () => {};
    let telling: Promise<unknown> = Promise.resolve();

    function tell(document: StoredDocument | undefined): void {
      pause = firstPauseMilliseconds;
      const version = document?.version ?? '';
      if (ended.signal.aborted || told === version) return;
      told = version;
      onChange(document);
    }

    async function listenAgain(): Promise<void> {
      await clock.sleep(pause, ended.signal).catch(() => undefined);
      pause = Math.min(maxPauseMilliseconds, pause * 2);
      if (!ended.signal.aborted) listen();
    }

    function listen(): void {
      stopListening = firestore.doc(path).onSnapshot(
        (snapshot) => {
          // One after the other, whatever a part in a file takes.
          telling = telling.then(async () => tell(await load(snapshot))).catch(onError);
        },
        (error) => {
          if (ended.signal.aborted) return;
          onError(error);
          void listenAgain();
        },
      );
    }

    listen();
    return () => {
      ended.abort();
      live.delete(ended);
      stopListening();
    };
  }

  return {
    watch,
    close() {
      for (const ended of live) ended.abort();
      live.clear();
    },
  };
}
