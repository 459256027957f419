import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPModuleFunctions, verifySlackRequest } from '@slack/bolt';
import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';

export interface RequestGuardDeps {
  signingSecret: string;
  clock: Clock;
  log: Log;
}

export type Verdict = { pass: true } | { pass: false; status: number };

/** Slack advises five minutes (https://docs.slack.dev/authentication/verifying-requests-from-slack); it holds for the future too. */
const windowSeconds = 5 * 60;
const form = 'application/x-www-form-urlencoded';
const remembered = 50_000;

/**
 * What Bolt leaves open: the same signed request a second time, timestamps from the future, and a form whose
 * content type names its charset. Reads the body, which Bolt then takes over and verifies once more.
 */
export function createRequestGuard({ signingSecret, clock, log }: RequestGuardDeps) {
  /** Signatures that passed, with the second after which their timestamp alone refuses them. */
  const seen = new Map<string, number>();

  const refuse = (status: number, reason: string): Verdict => {
    log.warn({ reason }, 'slack request refused');
    return { pass: false, status };
  };

  async function check(request: IncomingMessage, response: ServerResponse): Promise<Verdict> {
    const contentType = request.headers['content-type'] ?? '';
    if (contentType.toLowerCase().startsWith(form)) request.headers['content-type'] = form;
    let body: string;
    try {
      const buffered = await HTTPModuleFunctions.bufferIncomingMessage(request, HTTPModuleFunctions.defaultBodyLimit);
      body = buffered.rawBody.toString();
    } catch (error) {
      const tooLarge = HTTPModuleFunctions.isRawBodyError(error) && error.statusCode === 413;
      return refuse(tooLarge ? 413 : 400, tooLarge ? 'body too large' : 'body unreadable');
    }
    // Slack's certificate check carries no signature; Bolt strips and answers it.
    if (request.headers['content-type'] === form && new URLSearchParams(body).get('ssl_check') === '1')
      return { pass: true };

    const now = Math.floor(clock.now().getTime() / 1000);
    const timestamp = Number(request.headers['x-slack-request-timestamp']);
    const signature = request.headers['x-slack-signature'];
    if (!Number.isInteger(timestamp) || typeof signature !== 'string')
      return refuse(401, 'signature or timestamp missing');
    if (Math.abs(now - timestamp) > windowSeconds) return refuse(401, 'timestamp outside the window');
    try {
      verifySlackRequest({
        signingSecret,
        body,
        headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
        nowMilliseconds: now * 1000,
      });
    } catch {
      return refuse(401, 'signature wrong');
    }
    forgetOld(now);
    if (seen.has(signature)) return refuse(401, 'replayed');
    seen.set(signature, timestamp + windowSeconds);
    // What we failed to handle may come again.
    response.once('finish', () => {
      if (response.statusCode >= 500) seen.delete(signature);
    });
    return { pass: true };
  }

  function forgetOld(now: number): void {
    for (const [signature, until] of seen) {
      if (until >= now && seen.size < remembered) break;
      seen.delete(signature);
    }
  }

  return check;
}
