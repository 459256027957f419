import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/**
 * The part of the JSON API of Cloud Storage that a client needs for objects: upload (multipart and resumable), download,
 * metadata, list and delete, with the checksums that the real one sends. https://cloud.google.com/storage/docs/json_api/v1
 */
export interface CloudStorageServer {
  url: string;
  /** The next requests that begin so are answered with these states and not carried out. */
  failNext(method: string, status: number, times?: number): void;
  /** Changes stored bytes behind the server's back. */
  corrupt(name: string): void;
  close(): Promise<void>;
}

interface StoredObject {
  name: string;
  contentType: string;
  content: Buffer;
  crc32c: string;
  md5Hash: string;
  generation: number;
}

const pageSize = 3;

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

/** Castagnoli's CRC in base64 of its four bytes, big end first. */
export function crc32c(content: Uint8Array): string {
  let crc = 0xffffffff;
  for (const byte of content) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return bytes.toString('base64');
}

const metadataOf = (bucket: string, { name, contentType, content, crc32c, md5Hash, generation }: StoredObject) => ({
  kind: 'storage#object',
  id: `${bucket}/${name}/${generation}`,
  ...{ bucket, name, contentType, crc32c, md5Hash },
  size: String(content.length),
  generation: String(generation),
  metageneration: '1',
});

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

const refuse = (response: ServerResponse, code: number, message: string): void =>
  send(response, code, {
    error: { code, message, errors: [{ message, reason: code === 404 ? 'notFound' : 'invalid' }] },
  });

/** The two parts of a multipart/related body: metadata as JSON, and the content with its type. */
function readMultipart(
  contentType: string,
  body: Buffer,
): { metadata: Record<string, unknown>; content: Buffer; type: string } {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1];
  if (!boundary) throw new TypeError('no boundary');
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: { head: string; content: Buffer }[] = [];
  let start = body.indexOf(delimiter) + delimiter.length;
  for (let end = body.indexOf(delimiter, start); end !== -1; end = body.indexOf(delimiter, start)) {
    const part = body.subarray(start + 2, end - 2);
    const blank = part.indexOf('\r\n\r\n');
    parts.push({ head: part.subarray(0, blank).toString(), content: part.subarray(blank + 4) });
    start = end + delimiter.length;
  }
  const [first, second] = parts;
  if (!first || !second) throw new TypeError('two parts are needed');
  const type = /content-type:\s*([^\r\n]+)/i.exec(second.head)?.[1] ?? '';
  return { metadata: JSON.parse(first.content.toString()), content: second.content, type };
}

export async function startCloudStorage(): Promise<CloudStorageServer> {
  const buckets = new Map<string, Map<string, StoredObject>>();
  const uploads = new Map<string, { bucket: string; name: string; contentType: string; received: Buffer }>();
  const failures: { method: string; status: number }[] = [];
  let generations = 1;

  const objectsOf = (bucket: string) => {
    const found = buckets.get(bucket) ?? new Map<string, StoredObject>();
    buckets.set(bucket, found);
    return found;
  };

  function store(bucket: string, name: string, contentType: string, content: Buffer) {
    const object: StoredObject = {
      ...{ name, contentType, content: Buffer.from(content), generation: generations++ },
      crc32c: crc32c(content),
      md5Hash: createHash('md5').update(content).digest('base64'),
    };
    objectsOf(bucket).set(name, object);
    return metadataOf(bucket, object);
  }

  function list(response: ServerResponse, bucket: string, query: URLSearchParams): void {
    const prefix = query.get('prefix') ?? '';
    const from = query.get('pageToken') ?? '';
    const found = [...objectsOf(bucket).values()]
      .filter(({ name }) => name.startsWith(prefix) && name > from)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const page = found.slice(0, pageSize);
    const more = found.length > page.length ? { nextPageToken: page.at(-1)?.name } : {};
    send(response, 200, { kind: 'storage#objects', items: page.map((one) => metadataOf(bucket, one)), ...more });
  }

  async function upload(request: IncomingMessage, response: ServerResponse, url: URL, bucket: string): Promise<void> {
    const contentType = request.headers['content-type'] ?? '';
    if (url.searchParams.get('uploadType') === 'multipart') {
      const { metadata, content, type } = readMultipart(contentType, await buffer(request));
      const name = String(metadata.name ?? url.searchParams.get('name'));
      if (metadata.crc32c !== undefined && metadata.crc32c !== crc32c(content)) return refuse(response, 400, 'crc32c');
      return send(response, 200, store(bucket, name, String(metadata.contentType ?? type), content));
    }
    const body = await buffer(request);
    const metadata: Record<string, unknown> = body.length > 0 ? JSON.parse(body.toString()) : {};
    const id = randomUUID();
    const type = metadata.contentType ?? request.headers['x-upload-content-type'] ?? 'application/octet-stream';
    const name = String(metadata.name ?? url.searchParams.get('name'));
    uploads.set(id, { bucket, name, contentType: String(type), received: Buffer.alloc(0) });
    url.searchParams.set('upload_id', id);
    send(response, 200, undefined, { location: url.href });
  }

  /** A chunk (`bytes 0-99/*`), the last one (`bytes 0-99/100`), all that is left (`bytes 0-*`), or how much has come. */
  async function resume(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const session = uploads.get(id);
    if (!session) return refuse(response, 404, 'no such upload');
    const [, range = '*', total = '*'] = /^bytes (\S+)\/(\S+)$/.exec(request.headers['content-range'] ?? '') ?? [];
    const chunk = await buffer(request);
    const start = range === '*' ? session.received.length : Number(range.split('-')[0]);
    session.received = Buffer.concat([session.received.subarray(0, start), chunk]);
    if (range.endsWith('-*') || (total !== '*' && session.received.length >= Number(total))) {
      uploads.delete(id);
      return send(response, 200, store(session.bucket, session.name, session.contentType, session.received));
    }
    const range308 = session.received.length > 0 ? { range: `bytes=0-${session.received.length - 1}` } : {};
    response.writeHead(308, { ...range308 }).end();
  }

  function object(response: ServerResponse, method: string, bucket: string, name: string, media: boolean): void {
    const found = objectsOf(bucket).get(name);
    if (!found) refuse(response, 404, `No such object: ${bucket}/${name}`);
    else if (method === 'DELETE') {
      objectsOf(bucket).delete(name);
      response.writeHead(204).end();
    } else if (media) {
      response.writeHead(200, {
        'content-type': found.contentType,
        'content-length': String(found.content.length),
        'x-goog-hash': `crc32c=${found.crc32c},md5=${found.md5Hash}`,
        'x-goog-generation': String(found.generation),
        'x-goog-stored-content-length': String(found.content.length),
        'x-goog-stored-content-encoding': 'identity',
      });
      response.end(found.content);
    } else send(response, 200, metadataOf(bucket, found));
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const failure = failures.findIndex((one) => one.method === method);
    const [failed] = failure === -1 ? [] : failures.splice(failure, 1);
    if (failed) {
      request.resume();
      return refuse(response, failed.status, 'as the test wants it');
    }
    const uploadId = url.searchParams.get('upload_id');
    if (method === 'PUT' && uploadId) return resume(request, response, uploadId);
    const [, kind, bucket = '', name] =
      /^(\/upload)?\/storage\/v1\/b\/([^/]+)\/o(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    if (!bucket) return refuse(response, 404, url.pathname);
    if (kind && method === 'POST') return upload(request, response, url, decodeURIComponent(bucket));
    if (name === undefined) return list(response, bucket, url.searchParams);
    return object(response, method, bucket, decodeURIComponent(name), url.searchParams.get('alt') === 'media');
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => refuse(response, 500, String(error)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new TypeError('no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    failNext(method, status, times = 1) {
      for (let i = 0; i < times; i++) failures.push({ method, status });
    },
    corrupt(name) {
      for (const objects of buckets.values()) objects.get(name)?.content.fill(0);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
