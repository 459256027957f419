import { z } from 'zod';

/**
 * Why a request brought no answer.
 * `quota` asks to wait · `server`, `network`, `timeout` may pass · `model` concerns this model alone · `refused` will
 * not change by asking again · `garbled` was answered, with something that is no answer · `cancelled` by the caller.
 */
export interface Failure {
  kind: 'quota' | 'server' | 'network' | 'timeout' | 'model' | 'refused' | 'garbled' | 'cancelled';
  status?: number;
  /** Milliseconds that the service asks to wait. */
  hintMs?: number;
  cause: unknown;
}

const ErrorBody = z.object({
  error: z.object({
    message: z.string().catch(''),
    status: z.string().catch(''),
    details: z.array(z.unknown()).catch([]),
  }),
});
type ErrorBody = z.infer<typeof ErrorBody>['error'];

/** google.rpc.RetryInfo: https://cloud.google.com/apis/design/errors#error_details */
const RetryInfo = z.object({ '@type': z.string().endsWith('google.rpc.RetryInfo'), retryDelay: z.string() });

/** The SDK puts the body of a refused request, as JSON, into the message of its error. */
function readErrorBody(message: string): ErrorBody {
  const nothing: ErrorBody = { message: '', status: '', details: [] };
  try {
    const json: unknown = JSON.parse(message);
    return ErrorBody.safeParse(Array.isArray(json) ? json[0] : json).data?.error ?? nothing;
  } catch {
    return nothing;
  }
}

/** `30s`, `0.5s`: a protobuf Duration in JSON. */
const durationMs = (text: string): number | undefined => {
  const seconds = /^(\d{1,7}(?:\.\d+)?)s$/.exec(text.trim())?.[1];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
};

/** Retry-After: seconds, or an HTTP date, which is read against the date the server gave with it. */
function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d{1,7}(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const wait = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

function hintMs(body: ErrorBody, headers: Headers): number | undefined {
  for (const detail of body.details) {
    const info = RetryInfo.safeParse(detail);
    const wait = info.success ? durationMs(info.data.retryDelay) : undefined;
    if (wait !== undefined) return wait;
  }
  return retryAfterMs(headers);
}

const aboutTheModel = /\bmodels?\b|thinking.?level/i;
const notThere = /not found|not supported|unsupported|does not support|not available|unavailable|no longer|deprecated/i;

function kindOf(status: number, body: ErrorBody): Failure['kind'] {
  if (status === 429 || body.status === 'RESOURCE_EXHAUSTED') return 'quota';
  if (status === 408 || status === 409 || status >= 500) return 'server';
  if (status === 404 || status === 403) return 'model';
  if (aboutTheModel.test(body.message) && notThere.test(body.message)) return 'model';
  return 'refused';
}

/** A refused request, by its HTTP status, the error body that the SDK passes on, and its headers. */
export function failureOf(status: number, headers: Headers, cause: unknown): Failure {
  const body = readErrorBody(cause instanceof Error ? cause.message : '');
  const hint = hintMs(body, headers);
  return { kind: kindOf(status, body), status, ...(hint !== undefined && { hintMs: hint }), cause };
}
