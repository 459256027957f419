import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SimulatorClock } from '../clock.ts';
import type { Delivery, Outgoing } from './app/sender.ts';
import { asJson, asText, isJson, type Json, parseJson } from './json.ts';
import type { Method } from './methods/method.ts';
import { acceptWebSocket, type WebSocketEnd } from './web-socket.ts';

/** Connections that the app may hold at once. */
const mostConnections = 10;

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode */
export interface Sockets {
  /** A ticket for one connection. */
  open(): string;
  /** Takes an upgrade request; refuses tickets that were used or never given. */
  accept(request: IncomingMessage, socket: Duplex): void;
  connected(): number;
  /** Sends an envelope over one of the connections and waits for its acknowledgement. */
  deliver(outgoing: Outgoing, limitMs: number): Promise<Delivery>;
  /** Slack ends connections every few hours; the app comes back. */
  disconnect(reason: DisconnectReason): void;
  close(): void;
}

const kinds = { command: 'slash_commands', payload: 'interactive', event: 'events_api' } as const;

export function createSockets(clock: SimulatorClock, appId: string): Sockets {
  const tickets = new Set<string>();
  const ends: WebSocketEnd[] = [];
  const waiting = new Map<string, (payload: unknown) => void>();
  let turn = 0;
  const heard = (text: string) => {
    const answer = asJson(parseJson(text));
    waiting.get(asText(answer.envelope_id))?.(answer.payload);
  };
  return {
    open() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return ticket;
    },
    accept(request, socket) {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const ticket = url.searchParams.get('ticket') ?? '';
      if (url.pathname !== '/link/' || !tickets.delete(ticket) || ends.length >= mostConnections) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      const end = acceptWebSocket(request, socket, {
        text: heard,
        closed: () => void ends.splice(ends.indexOf(end), 1),
      });
      ends.push(end);
      end.send(JSON.stringify(hello(ends.length, appId)));
    },
    connected: () => ends.length,
    async deliver(outgoing, limitMs) {
      const started = clock.monotonic();
      const id = randomUUID();
      const answered = new AbortController();
      const payload = await new Promise<unknown>((resolve) => {
        waiting.set(id, resolve);
        void clock.sleep(limitMs, answered.signal).then(() => resolve(noAnswer));
        turn += 1;
        ends[turn % ends.length]?.send(JSON.stringify(envelope(id, outgoing)));
      });
      waiting.delete(id);
      answered.abort();
      const elapsedMs = clock.monotonic() - started;
      const shared = { elapsedMs, contentType: 'application/json', headers: new Headers() };
      if (payload === noAnswer) return { ...shared, body: '', error: 'operation_timeout' };
      const isEmpty = payload === undefined || (isJson(payload) && Object.keys(payload).length === 0);
      return { ...shared, status: 200, body: isEmpty ? '' : JSON.stringify(payload) };
    },
    disconnect(reason) {
      for (const end of [...ends]) end.send(JSON.stringify({ type: 'disconnect', reason, debug_info: {} }));
    },
    close() {
      for (const end of [...ends]) end.close();
    },
  };
}

const noAnswer = Symbol('no answer');

const hello = (connections: number, appId: string): Json => ({
  type: 'hello',
  num_connections: connections,
  debug_info: { host: 'simulator', build_number: 1, approximate_connection_time: 18_060 },
  connection_info: { app_id: appId },
});

const envelope = (id: string, { form, payload, headers }: Outgoing): Json => ({
  envelope_id: id,
  type: kinds[form],
  payload,
  accepts_response_payload: form !== 'event',
  ...(form === 'event' && {
    retry_attempt: Number(headers?.['x-slack-retry-num'] ?? 0),
    retry_reason: headers?.['x-slack-retry-reason'] ?? '',
  }),
});

/** https://docs.slack.dev/reference/methods/apps.connections.open */
export const socketMethods: Record<string, Method> = {
  'apps.connections.open': ({ context }) => ({
    url: `${context.baseUrl.replace(/^http/, 'ws')}/link/?ticket=${context.sockets.open()}&app_id=simulator`,
  }),
};
