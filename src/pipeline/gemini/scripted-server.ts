import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface SentContent {
  role?: string;
  parts: { text: string }[];
}

/** What the SDK puts on the wire, as far as tests look at it. */
export interface SentBody {
  contents: SentContent[];
  systemInstruction?: SentContent;
  generationConfig?: Record<string, unknown>;
  tools?: unknown[];
  /** Of interactions. */
  input?: string;
  agent?: string;
  background?: boolean;
  /** Of batchEmbedContents. */
  requests?: { model: string; content: SentContent; outputDimensionality?: number }[];
}

export interface ReceivedRequest {
  path: string;
  /** Of generateContent, read from the path. */
  model: string;
  headers: NodeJS.Dict<string | string[]>;
  body: SentBody;
  /** Resolves when the caller has hung up before there was an answer. */
  hungUp: Promise<void>;
}

/** `body` a string is sent as it is. `hang` never answers; `drop` ends the socket, at once or within the body. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  hang?: boolean;
  drop?: 'at once' | 'midway';
}

export interface ScriptedServer {
  url: string;
  requests: ReceivedRequest[];
  /** Most requests that were open at a time. */
  mostOpen(): number;
  /** Resolves as soon as so many requests have come in. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

export type Script = (request: ReceivedRequest, index: number) => Reply | Promise<Reply>;

/** For tests: a real server on this machine that answers by script, in the protocol's paths and shapes. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let open = 0;
  let mostOpen = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    response.on('close', () => {
      open -= 1;
    });
    const received = await receive(request, response);
    const index = requests.push(received) - 1;
    for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
    send(response, await script(received, index));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    mostOpen: () => mostOpen,
    received: (count) =>
      requests.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(request: IncomingMessage, response: ServerResponse): Promise<ReceivedRequest> {
  const hungUp = new Promise<void>((resolve) => {
    response.on('close', () => {
      if (!response.writableEnded) resolve();
    });
  });
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const path = request.url ?? '';
  return {
    path,
    model: /models\/([^:/]+):/.exec(path)?.[1] ?? '',
    headers: request.headers,
    // A GET has none.
    body: JSON.parse(Buffer.concat(chunks).toString() || '{}') as SentBody,
    hungUp,
  };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = {}, hang, drop }: Reply): void {
  if (hang) return;
  if (drop === 'at once') {
    response.destroy();
    return;
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  if (drop === 'midway') {
    response.write(text.slice(0, text.length / 2), () => response.destroy());
    return;
  }
  response.end(text);
}

export interface AnswerOptions {
  finishReason?: string;
  groundingMetadata?: unknown;
  usageMetadata?: unknown;
  parts?: unknown[];
}

/** A reply in the shape of GenerateContentResponse. */
export const answering = (text: string, options: AnswerOptions = {}): Reply => ({
  body: {
    candidates: [
      {
        content: { role: 'model', parts: options.parts ?? [{ text }] },
        finishReason: options.finishReason ?? 'STOP',
        ...('groundingMetadata' in options && { groundingMetadata: options.groundingMetadata }),
      },
    ],
    usageMetadata: options.usageMetadata ?? { promptTokenCount: 10, candidatesTokenCount: 5 },
  },
});

/** A reply in the shape of google.rpc.Status. */
export const refusing = (code: number, status: string, message: string, details: unknown[] = []): Reply => ({
  status: code,
  body: { error: { code, status, message, details } },
});

export const retryInfo = (retryDelay: string) => ({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay });
