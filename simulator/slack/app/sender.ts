import type { SimulatorClock } from '../../clock.ts';
import type { Json } from '../json.ts';
import { parseJson } from '../json.ts';
import type { RequestLog } from '../log.ts';
import { signatureHeaders } from '../signature.ts';
import type { Sockets } from '../socket-mode.ts';

/** Slack gives up on the app after this long. */
export const answerLimitMs = 3000;

export interface Delivery {
  elapsedMs: number;
  status?: number;
  contentType: string;
  body: string;
  headers: Headers;
  /** Absent when the app answered 2xx in time. */
  error?: 'operation_timeout' | 'dispatch_failed' | 'http_error';
}

export interface Outgoing {
  what: string;
  about?: string;
  payload: Json;
  /** `command`: the payload is the form; `payload`: JSON in one form member; `event`: JSON. */
  form: 'command' | 'payload' | 'event';
  headers?: Record<string, string>;
}

export interface Sender {
  send(outgoing: Outgoing): Promise<Delivery>;
  setUrl(url: string): void;
  url(): string;
}

interface SenderOptions {
  signingSecret: string;
  appUrl: string;
  clock: SimulatorClock;
  log: RequestLog;
  /** While the app holds connections, it gets everything over them. */
  sockets: Sockets;
  /** Aborts what is under way when the simulator closes. */
  closing: AbortSignal;
}

/** Sends what Slack sends: signed, with Slack's content types, measured, and given up after three seconds. */
export function createSender({ signingSecret, appUrl, clock, log, sockets, closing }: SenderOptions): Sender {
  let target = appUrl;
  return {
    setUrl(url) {
      target = url;
    },
    url: () => target,
    async send(outgoing) {
      const body = encoded(outgoing);
      const entry = log.start({
        direction: 'out',
        what: outgoing.what,
        request: outgoing.payload,
        ...(outgoing.about !== undefined && { about: outgoing.about }),
      });
      const overSocket = sockets.connected() > 0;
      const delivery = overSocket
        ? await sockets.deliver(outgoing, answerLimitMs)
        : await post(
            target,
            body,
            {
              // Exactly this: with a charset the app's framework refuses the request, and Slack sends none.
              'content-type': outgoing.form === 'event' ? 'application/json' : 'application/x-www-form-urlencoded',
              'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
              ...signatureHeaders(signingSecret, body, clock.now()),
              ...outgoing.headers,
            },
            clock,
            closing,
          );
      log.finish(entry, {
        ...(delivery.status !== undefined && { status: delivery.status }),
        response: parseJson(delivery.body) ?? delivery.body,
        elapsedMs: delivery.elapsedMs,
        ...(delivery.error && { problems: [delivery.error] }),
      });
      return delivery;
    },
  };
}

function encoded({ form, payload }: Outgoing): string {
  if (form === 'event') return JSON.stringify(payload);
  if (form === 'payload') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(
    Object.entries(payload).map(([name, value]) => [name, String(value)] as [string, string]),
  ).toString();
}

async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  clock: SimulatorClock,
  closing: AbortSignal,
): Promise<Delivery> {
  const started = clock.monotonic();
  const answered = new AbortController();
  const givenUp = new AbortController();
  void clock.sleep(answerLimitMs, answered.signal).then(() => answered.signal.aborted || givenUp.abort());
  const none = { contentType: '', body: '', headers: new Headers() };
  try {
    const signal = AbortSignal.any([givenUp.signal, closing]);
    const response = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' });
    const text = await response.text();
    return {
      elapsedMs: clock.monotonic() - started,
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      body: text,
      headers: response.headers,
      ...(!response.ok && { error: 'http_error' as const }),
    };
  } catch {
    const error = givenUp.signal.aborted ? 'operation_timeout' : 'dispatch_failed';
    return { ...none, elapsedMs: clock.monotonic() - started, error };
  } finally {
    answered.abort();
  }
}
