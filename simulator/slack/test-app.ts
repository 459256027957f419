import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  headers: IncomingMessage['headers'];
  /** As it came. */
  body: string;
}

/** Answers one request; `undefined` leaves it open. */
export type Answer = (received: Received) => { status?: number; body?: string; json?: unknown } | undefined;

export interface TestApp {
  url: string;
  received: Received[];
  /** How the next requests are answered; empty 200 unless told. */
  answer(answer: Answer): void;
  /** Resolves once so many requests have come. */
  requests(count: number): Promise<Received[]>;
  close(): Promise<void>;
}

/** A server that stands where the app would, and keeps what it is sent. For tests. */
export async function startTestApp(): Promise<TestApp> {
  const received: Received[] = [];
  const waiting: { count: number; resolve: (received: Received[]) => void }[] = [];
  let answer: Answer = () => ({});
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(one);
      for (const waiter of waiting) if (received.length >= waiter.count) waiter.resolve(received);
      const given = answer(one);
      if (!given) return;
      const body = given.json === undefined ? (given.body ?? '') : JSON.stringify(given.json);
      const type = given.json === undefined ? 'text/plain' : 'application/json';
      response.writeHead(given.status ?? 200, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    received,
    answer(next) {
      answer = next;
    },
    requests: (count) =>
      new Promise((resolve) => {
        if (received.length >= count) resolve(received);
        else waiting.push({ count, resolve });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The JSON of an interaction. */
export const payloadOf = (received: Received | undefined): Record<string, unknown> =>
  JSON.parse(new URLSearchParams(received?.body ?? '').get('payload') ?? '{}');
