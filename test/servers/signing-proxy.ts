import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface SigningProxy {
  url: string;
  /** Where requests go on to; without one they wait for one, as they do while Cloud Run starts an instance. */
  target(url: string | undefined): void;
  /** Every answer that was passed on, as `path status`. */
  answers: string[];
  close(): Promise<void>;
}

/** Stands between the Pub/Sub emulator, which pushes without a token, and the worker, which takes nothing without one. */
export async function startSigningProxy(token: () => string): Promise<SigningProxy> {
  let target = Promise.withResolvers<string>();
  const answers: string[] = [];
  const closing = new AbortController();
  const server = createServer((request, response) => {
    const pass = async (): Promise<number> => {
      const body = new Uint8Array(await buffer(request));
      const headers = { authorization: `Bearer ${token()}`, 'content-type': 'application/json' };
      const to = new URL(request.url ?? '/', await target.promise);
      return (await fetch(to, { method: 'POST', headers, body, signal: closing.signal })).status;
    };
    void pass()
      .catch(() => 503)
      .then((status) => {
        answers.push(`${request.url} ${status}`);
        response.writeHead(status).end();
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new TypeError('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    target(url) {
      if (url === undefined) target = Promise.withResolvers();
      else target.resolve(url);
    },
    answers,
    async close() {
      closing.abort();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
