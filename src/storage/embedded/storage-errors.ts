import { AppError } from '../../domain/errors.ts';

/** Primary result codes: https://www.sqlite.org/rescode.html */
const busy = 5;
const lockedTable = 6;
const inputOutput = 10;
const full = 13;

/** Of the file system: https://nodejs.org/api/errors.html#common-system-errors */
const passing = new Set(['ENOSPC', 'EIO', 'EMFILE', 'ENFILE', 'EBUSY', 'EDQUOT']);

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

/** Another connection writes at the moment. */
export function isLocked(error: unknown): boolean {
  const code = resultCode(error);
  return code === busy || code === lockedTable;
}

/** What was thrown, as `storage_failed` when it came from SQLite or the file system, and as it is otherwise. */
export function storageError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error;
  const code = resultCode(error);
  const retryable =
    code === busy || code === lockedTable || code === inputOutput || code === full || passing.has(String(error.code));
  return new AppError('storage_failed', 'The storage did not answer as it should.', { cause: error, retryable });
}

/** Runs the work; what SQLite or the file system throws becomes `storage_failed` with the original as its cause. */
export function asStorage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storageError(error);
  }
}
