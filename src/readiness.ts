import type { Clock } from './domain/ports/clock.ts';
import type { Documents } from './domain/ports/documents.ts';

/** Whoever asks gives up soon, too. */
const patienceMilliseconds = 3000;

/** Everybody may ask, and a question costs a read: for so long the last answer holds. */
const rememberedMilliseconds = 2000;

interface Readiness {
  ready: boolean;
  checks: { storage: boolean };
}

/** What GET /ready asks: whether the storage answers. */
export function readinessOf(
  documents: Pick<Documents, 'get'>,
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
): () => Promise<Readiness> {
  let last: { at: number; answer: Promise<Readiness> } | undefined;

  async function ask(): Promise<Readiness> {
    const answered = new AbortController();
    const storage = await Promise.race([
      documents.get('teams/none/settings/seller').then(
        () => true,
        () => false,
      ),
      clock.sleep(patienceMilliseconds, answered.signal).then(
        () => false,
        () => false,
      ),
    ]);
    answered.abort();
    return { ready: storage, checks: { storage } };
  }

  return () => {
    if (!last || clock.monotonic() - last.at >= rememberedMilliseconds) last = { at: clock.monotonic(), answer: ask() };
    return last.answer;
  };
}
