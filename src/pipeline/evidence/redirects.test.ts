import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { GroundedAnswer } from '../model.ts';
import { type SendPinned, sendPinned } from './pinned-request.ts';
import { isPublicAddress } from './public-address.ts';
import { createRedirectResolver } from './redirects.ts';

const link = (name: string) => `https://vertexaisearch.cloud.google.com/grounding-api-redirect/${name}`;
const publicAddress = '142.250.74.36';
const { signal } = new AbortController();

/** Answers with the location that a map has for an address. */
function scripted(locations: Record<string, string | { status: number; location?: string }>) {
  const seen: { url: string; method: string; address: string }[] = [];
  const request: SendPinned = ({ url, method, address }) => {
    seen.push({ url: url.href, method, address });
    const answer = locations[url.href];
    if (answer === undefined) return Promise.reject(new Error('nobody listens'));
    return Promise.resolve(typeof answer === 'string' ? { status: 302, location: answer } : answer);
  };
  return { seen, request, lookup: () => Promise.resolve([publicAddress]) };
}

const answerWith = (uris: (string | undefined)[]): GroundedAnswer => ({
  parts: ['Text.'],
  searchQueries: [],
  chunks: uris.map((uri) => (uri === undefined ? {} : { uri, title: 'forbes.com' })),
  supports: [],
  model: 'm',
  finishReason: 'STOP',
});

describe('resolving redirects', () => {
  it('replaces the links of the search tool and leaves other addresses alone', async () => {
    const { request, lookup, seen } = scripted({ [link('a')]: 'https://www.forbes.com/story?utm_source=x#top' });
    const { resolveChunks } = createRedirectResolver({ request, lookup });
    const answer = answerWith([link('a'), 'https://www.maersk.com/news', undefined, link('a')]);
    const resolved = await resolveChunks(answer, signal);
    expect(resolved.chunks.map(({ uri }) => uri)).toEqual([
      'https://www.forbes.com/story',
      'https://www.maersk.com/news',
      undefined,
      'https://www.forbes.com/story',
    ]);
    expect(resolved.chunks[0]?.title).toBe('forbes.com');
    expect(seen).toEqual([{ url: link('a'), method: 'HEAD', address: publicAddress }]);
  });

  it('keeps a link that cannot be resolved', async () => {
    const { request, lookup } = scripted({});
    const resolved = await createRedirectResolver({ request, lookup }).resolveChunks(answerWith([link('x')]), signal);
    expect(resolved.chunks).toEqual([{ uri: link('x'), title: 'forbes.com' }]);
  });

  it('asks again with GET where HEAD is refused', async () => {
    let calls = 0;
    const request: SendPinned = ({ method }) => {
      calls++;
      return Promise.resolve(method === 'HEAD' ? { status: 405 } : { status: 301, location: 'https://a.com/' });
    };
    const { resolve } = createRedirectResolver({ request, lookup: () => Promise.resolve([publicAddress]) });
    expect(await resolve(link('a'), signal)).toBe('https://a.com');
    expect(calls).toBe(2);
  });

  it('follows at most three hops, and only on the host itself', async () => {
    const { request, lookup, seen } = scripted({
      [link('1')]: link('2'),
      [link('2')]: link('3'),
      [link('3')]: link('4'),
      [link('4')]: 'https://a.com/',
    });
    const { resolve } = createRedirectResolver({ request, lookup });
    expect(await resolve(link('1'), signal)).toBeUndefined();
    expect(seen).toHaveLength(3);
    expect(await resolve(link('2'), signal)).toBe('https://a.com');
  });

  it.each([
    'http://127.0.0.1/admin',
    'http://2130706433/',
    'http://169.254.169.254/latest/meta-data',
    'http://[::ffff:10.0.0.1]/',
    'http://localhost/',
    'http://metadata.google.internal/',
    'https://printer/',
    'https://user:pass@a.com/',
    'https://a.com:8443/',
    'javascript:alert(1)',
    'file:///etc/passwd',
  ])('does not accept %s as the page behind', async (target) => {
    const { request, lookup } = scripted({ [link('a')]: target });
    expect(await createRedirectResolver({ request, lookup }).resolve(link('a'), signal)).toBeUndefined();
  });

  it.each([['10.0.0.5'], ['127.0.0.1'], ['::1'], ['::ffff:192.168.1.1'], ['fd00::1'], ['100.64.0.1']])(
    'does not connect when the name resolves to %s',
    async (address) => {
      const { request, seen } = scripted({ [link('a')]: 'https://a.com/' });
      const lookup = () => Promise.resolve([publicAddress, address]);
      expect(await createRedirectResolver({ request, lookup }).resolve(link('a'), signal)).toBeUndefined();
      expect(seen).toEqual([]);
    },
  );

  it('gives up when time is over, and on abort rejects', async () => {
    const never: SendPinned = () => new Promise(() => {});
    const options = { request: never, lookup: () => Promise.resolve([publicAddress]) };
    expect(await createRedirectResolver({ ...options, timeoutMs: 5 }).resolve(link('a'), signal)).toBeUndefined();
    const controller = new AbortController();
    const waiting = createRedirectResolver(options).resolveChunks(answerWith([link('a')]), controller.signal);
    controller.abort();
    await expect(waiting).rejects.toThrow();
  });

  it('asks for no more links at once than allowed', async () => {
    let running = 0;
    let most = 0;
    const request: SendPinned = async () => {
      running++;
      most = Math.max(most, running);
      await Promise.resolve();
      running--;
      return { status: 302, location: 'https://a.com/' };
    };
    const resolver = createRedirectResolver({
      request,
      lookup: () => Promise.resolve([publicAddress]),
      concurrency: 3,
    });
    await resolver.resolveChunks(answerWith(Array.from({ length: 20 }, (_, index) => link(String(index)))), signal);
    expect(most).toBe(3);
  });
});

describe('public addresses', () => {
  it.each(['8.8.8.8', '142.250.74.36', '2a00:1450:4001:82b::2004', '::ffff:8.8.8.8'])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.0.1',
    '127.0.0.53',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '2001:db8::1',
    '2130706433',
    '0x7f.1',
    'localhost',
    '',
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a pinned request', () => {
  const open: { close: () => void }[] = [];
  afterEach(() => {
    for (const server of open.splice(0)) server.close();
  });

  it('goes to the address given, whatever the name says, and does not follow', async () => {
    const hosts: (string | undefined)[] = [];
    const server = createServer((incoming, outgoing) => {
      hosts.push(incoming.headers.host);
      outgoing.writeHead(302, { location: 'http://elsewhere.example/' }).end('x'.repeat(100_000));
    });
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = new URL(`http://name-that-does-not-exist.example:${port}/x`);
    const answer = await sendPinned({ url, method: 'GET', address: '127.0.0.1', maxBytes: 1000, signal });
    expect(answer).toEqual({ status: 302, location: 'http://elsewhere.example/' });
    expect(hosts).toEqual([`name-that-does-not-exist.example:${port}`]);
  });

  it('rejects headers without end', async () => {
    const server = createServer((_, outgoing) => outgoing.writeHead(302, { 'x-long': 'y'.repeat(12_000) }).end());
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = new URL(`http://a.example:${port}/`);
    await expect(sendPinned({ url, method: 'HEAD', address: '127.0.0.1', maxBytes: 1000, signal })).rejects.toThrow();
  });
});
