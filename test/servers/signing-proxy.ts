import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

export interface SigningProxy {
  url: string;
  /** Every answer that was passed on, as `path status`. */
  answers: string[];
  close(): Promise<void>;
}

/**
 * Stands between the Pub/Sub emulator, which pushes without a token, and the workers, which take nothing without one.
 * Requests go to those that `workers` names, in turn; without any they wait for one, as they do while Cloud Run starts
 * an instance.
 */
export async function startSigningProxy(token: () => string, workers: () => readonly string[]): Promise<SigningProxy> {
  let turn = 0;
  const next = async (): Promise<string> => {
    for (;;) {
      const all = workers();
      const worker = all[turn++ % all.length];
      if (worker !== undefined) return worker;
      await setTimeout(20, undefined, { signal: closing.signal });
    }
  };
  const answers: string[] = [];
  const closing = new AbortController();
  const server = createServer((request, response) => {
    const pass = async (): Promise<number> => {
      const body = new Uint8Array(await buffer(request));
      const headers = { authorization: `Bearer ${token()}`, 'content-type': 'application/json' };
      const to = new URL(request.url ?? '/', await next());
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
    answers,
    async close() {
      closing.abort();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
