import type { HttpOptions } from '@google/genai';
import { type Failure, failureOf } from './failure.ts';

export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** What a request of the SDK is given: `abortSignal` ends its socket. */
export interface RequestOptions {
  abortSignal: AbortSignal;
  httpOptions: HttpOptions;
}

interface Seen {
  asked: boolean;
  status?: number;
  headers: Headers;
  /** The whole body has arrived. */
  complete: boolean;
}

/** The SDK's errors carry neither headers nor, for a broken body, the status: so we look at the response ourselves. */
function watchedFetch(seen: Seen): NonNullable<HttpOptions['fetch']> {
  return async (input, init) => {
    seen.asked = true;
    const response = await fetch(input, init);
    seen.status = response.status;
    seen.headers = response.headers;
    const body = await response.text();
    seen.complete = true;
    return new Response(body || null, { status: response.status, headers: response.headers });
  };
}

/**
 * One request with one deadline, which covers the body too. Never rejects: what went wrong is a value.
 * A real timer, not the clock that is passed in: it guards a real socket.
 */
export async function attempt<T>(
  send: (options: RequestOptions) => Promise<T>,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<Outcome<T>> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeoutMs);
  const seen: Seen = { asked: false, headers: new Headers(), complete: false };
  try {
    const abortSignal = AbortSignal.any([signal, deadline.signal]);
    return { ok: true, value: await send({ abortSignal, httpOptions: { fetch: watchedFetch(seen) } }) };
  } catch (cause) {
    return { ok: false, failure: explain(cause, seen, signal, deadline.signal) };
  } finally {
    clearTimeout(timer);
  }
}

function explain(cause: unknown, seen: Seen, signal: AbortSignal, deadline: AbortSignal): Failure {
  if (signal.aborted) return { kind: 'cancelled', cause };
  if (deadline.aborted) return { kind: 'timeout', cause };
  // Credentials could not be had, or the request could not be written: nothing was sent.
  if (!seen.asked) return { kind: 'refused', cause };
  if (seen.status === undefined || !seen.complete) return { kind: 'network', cause };
  if (seen.status < 400) return { kind: 'garbled', status: seen.status, cause };
  return failureOf(seen.status, seen.headers, cause);
}
