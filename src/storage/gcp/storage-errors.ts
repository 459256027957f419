import { AppError } from '../../domain/errors.ts';

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const grpc = {
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  internal: 13,
  unavailable: 14,
} as const;

const passing: readonly number[] = [
  grpc.unknown,
  grpc.deadlineExceeded,
  grpc.resourceExhausted,
  grpc.aborted,
  grpc.internal,
  grpc.unavailable,
];

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

const isTooLarge = (error: unknown): boolean =>
  statusOf(error) === grpc.invalidArgument &&
  error instanceof Error &&
  /longer than \d+ bytes|maximum entity size|exceeds the maximum/i.test(error.message);

/** What was thrown by a read or a query, as `storage_failed`; our own errors stay as they are. */
export function storageError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const status = statusOf(error);
  const retryable = status !== undefined && passing.includes(status);
  return new AppError('storage_failed', 'The storage did not answer as it should.', { cause: error, retryable });
}

/** What was thrown by a commit, in the words of the port. */
export function commitError(error: unknown, paths: readonly string[]): unknown {
  if (error instanceof AppError) return error;
  const options = { cause: error, details: { paths } };
  if (isTooLarge(error)) {
    return new AppError('limit_reached', 'This is too large to be stored as one document (more than 1 MiB).', options);
  }
  switch (statusOf(error)) {
    case grpc.alreadyExists:
      return new AppError('already_exists', 'This exists already.', options);
    case grpc.notFound:
      return new AppError('not_found', 'This does not exist any more.', options);
    case grpc.failedPrecondition:
      return new AppError('conflict', 'This was changed in the meantime.', options);
    case grpc.aborted:
      return new AppError('conflict', 'Too many changes at the same moment; try again.', {
        ...options,
        retryable: true,
      });
    default:
      return storageError(error);
  }
}

export async function asStorage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error);
  }
}
