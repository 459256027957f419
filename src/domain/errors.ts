/**
 * The one error family. `message` is safe to show to a user; details belong in `cause` and in the log.
 * One catch per edge (Bolt's error handler, the job runner, the command line); elsewhere catch only to add knowledge.
 */
export const errorCodes = [
  'invalid_input',
  'invalid_configuration',
  'not_found',
  'already_exists',
  'conflict',
  'forbidden',
  'lease_lost',
  'cancelled',
  'limit_reached',
  'budget_reached',
  'model_unavailable',
  'model_quota',
  'model_blocked',
  'model_answer_unusable',
  'no_evidence',
  'need_failed',
  'slack_unreachable',
  'slack_refused',
  'render_failed',
  'storage_failed',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface AppErrorOptions {
  cause?: unknown;
  /** True when the same call may succeed later without anybody changing anything. */
  retryable?: boolean;
  /** For the log, never for the user. */
  details?: Record<string, unknown>;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }
}

export const isAppError = (error: unknown, code?: ErrorCode): error is AppError =>
  error instanceof AppError && (code === undefined || error.code === code);

/** Anything thrown, as a member of the family: what is not ours becomes `internal` with a message that is safe to show. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && error.name === 'AbortError') {
    return new AppError('cancelled', 'The work was stopped.', { cause: error });
  }
  return new AppError('internal', 'Something went wrong on our side.', { cause: error });
}
