import { AppError } from '../../domain/errors.ts';
import type { Documents } from '../../domain/ports/documents.ts';

/**
 * The client of Firestore neither answers nor refuses what it is asked after its end, so nothing is asked any more, and
 * its end waits for what is under way.
 */
export function whileOpen(documents: Documents): Documents {
  const running = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;

  async function enter<T>(work: () => Promise<T>): Promise<T> {
    if (closed) {
      throw new AppError('storage_failed', 'The storage did not answer as it should.', { details: { why: 'closed' } });
    }
    const answer = work();
    const settled: Promise<unknown> = answer.then(
      () => running.delete(settled),
      () => running.delete(settled),
    );
    running.add(settled);
    return answer;
  }

  return {
    get: (path) => enter(() => documents.get(path)),
    getMany: (paths) => enter(() => documents.getMany(paths)),
    create: (path, data) => enter(() => documents.create(path, data)),
    set: (path, data) => enter(() => documents.set(path, data)),
    update: (path, patch, precondition) => enter(() => documents.update(path, patch, precondition)),
    delete: (path) => enter(() => documents.delete(path)),
    query: (query) => enter(() => documents.query(query)),
    transaction: (work) => enter(() => documents.transaction(work)),
    increment: (path, amounts) => enter(() => documents.increment(path, amounts)),
    nearest: (query) => enter(() => documents.nearest(query)),
    watch: documents.watch,
    close() {
      closed ??= Promise.all(running).then(documents.close);
      return closed;
    },
  };
}
