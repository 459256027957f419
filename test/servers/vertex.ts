import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

/** The part of Vertex AI that makes vectors: https://cloud.google.com/vertex-ai/docs/reference/rest */
export interface VertexServer {
  url: string;
  /** Path and body of every request. */
  requests: { path: string; body: unknown }[];
  /** The next requests are answered with these states. */
  failNext(status: number, times?: number): void;
  /** What the next answers hold in place of a vector of the length of the text. */
  answer(values: number[]): void;
  /** From now on nobody gets an answer. */
  hang(): void;
  close(): Promise<void>;
}

const states: Record<number, string> = { 400: 'INVALID_ARGUMENT', 429: 'RESOURCE_EXHAUSTED', 503: 'UNAVAILABLE' };

export async function startVertex(): Promise<VertexServer> {
  const requests: VertexServer['requests'] = [];
  const failures: number[] = [];
  let said: number[] | undefined;
  let hanging = false;
  const server = createServer((request, response) => void respond(request, response)).listen(0, '127.0.0.1');
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await json(request);
    const path = (request.url ?? '').split('?')[0] ?? '';
    requests.push({ path, body });
    if (hanging) return;
    const send = (status: number, answer: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    };
    const code = failures.shift();
    if (code !== undefined) return send(code, { error: { code, message: 'no', status: states[code] } });
    const text = /"(?:text|content)":"([^"]*)"/.exec(JSON.stringify(body))?.[1] ?? '';
    const values = said ?? [text.length, 0];
    if (path.endsWith(':embedContent')) {
      return send(200, { embedding: { values }, usageMetadata: { promptTokenCount: 7 } });
    }
    send(200, { predictions: [{ embeddings: { values, statistics: { token_count: 3, truncated: false } } }] });
  }
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new TypeError('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    failNext: (status, times = 1) => void failures.push(...Array.from({ length: times }, () => status)),
    answer: (values) => {
      said = values;
    },
    hang: () => {
      hanging = true;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
