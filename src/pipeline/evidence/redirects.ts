import { lookup as dnsLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { GroundingChunk } from '../../domain/evidence.ts';
import { type Log, silentLog } from '../../domain/log.ts';
import type { GroundedAnswer } from '../model.ts';
import { type SendPinned, sendPinned } from './pinned-request.ts';
import { isPublicAddress } from './public-address.ts';
import { canonicalUrl, isRedirect } from './sources.ts';

export interface RedirectOptions {
  /** All addresses of a host name. Node's resolver when left out. */
  lookup?: (host: string) => Promise<readonly string[]>;
  /** One request to a checked address. A real connection when left out. */
  request?: SendPinned;
  log?: Log;
  concurrency?: number;
  /** For one link with all its hops. */
  timeoutMs?: number;
  maxHops?: number;
  maxBytes?: number;
}

export interface RedirectResolver {
  /** The page behind a redirect of the search tool, or `undefined` when it cannot be found out. Rejects only on abort. */
  resolve(address: string, signal: AbortSignal): Promise<string | undefined>;
  /** The answer with the redirects among its chunks replaced; what could not be resolved stays as it is. */
  resolveChunks(answer: GroundedAnswer, signal: AbortSignal): Promise<GroundedAnswer>;
}

/**
 * Finds the pages behind the search tool's expiring links. Only links of that one host are requested; where they lead
 * is read from the `location` header and never visited. Guarded all the same, because a link is text from outside:
 * http or https on their own ports, addresses checked after DNS and pinned for the connection.
 */
export function createRedirectResolver({
  lookup = async (host) => (await dnsLookup(host, { all: true })).map(({ address }) => address),
  request = sendPinned,
  log = silentLog,
  concurrency = 8,
  timeoutMs = 4000,
  maxHops = 3,
  maxBytes = 16_384,
}: RedirectOptions = {}): RedirectResolver {
  const hop = async (url: URL, signal: AbortSignal): Promise<string | undefined> => {
    const address = await checkedAddress(url, lookup, signal);
    if (address === undefined) return undefined;
    for (const method of ['HEAD', 'GET'] as const) {
      const { status, location } = await orAbort(request({ url, method, address, maxBytes, signal }), signal);
      if (status >= 300 && status < 400 && location !== undefined) return URL.parse(location, url.href)?.href;
      // A host that answers HEAD with an error may still answer GET.
      if (status < 400) return undefined;
    }
    return undefined;
  };

  const follow = async (start: string, signal: AbortSignal): Promise<string | undefined> => {
    let current = start;
    for (let hops = 0; hops < maxHops; hops++) {
      const url = allowedUrl(current);
      if (!url) return undefined;
      const next = await hop(url, signal);
      if (next === undefined) return undefined;
      if (!isRedirect(next)) return allowedUrl(next) && canonicalUrl(next);
      current = next;
    }
    return undefined;
  };

  const resolve = async (address: string, signal: AbortSignal): Promise<string | undefined> => {
    signal.throwIfAborted();
    if (!isRedirect(address)) return undefined;
    try {
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      return await orAbort(follow(address, deadline), deadline);
    } catch (error) {
      signal.throwIfAborted();
      log.debug({ reason: error instanceof Error ? error.name : 'unknown' }, 'redirect not resolved');
      return undefined;
    }
  };

  return {
    resolve,
    async resolveChunks(answer, signal) {
      const links = [
        ...new Set(answer.chunks.flatMap(({ uri }) => (uri !== undefined && isRedirect(uri) ? [uri] : []))),
      ];
      const pages = new Map<string, string | undefined>();
      const work = async () => {
        for (let link = links.pop(); link !== undefined; link = links.pop()) {
          pages.set(link, await resolve(link, signal));
        }
      };
      await Promise.all(Array.from({ length: concurrency }, work));
      const chunks = answer.chunks.map((chunk): GroundingChunk => {
        const page = chunk.uri === undefined ? undefined : pages.get(chunk.uri);
        return page === undefined ? chunk : { ...chunk, uri: page };
      });
      return { ...answer, chunks };
    },
  };
}

/** http or https on their own ports, without credentials, to a name or a public address. */
function allowedUrl(address: string): URL | undefined {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  // The parser drops a scheme's own port, so any port that is left must be the other scheme's.
  if (!['', '80', '443'].includes(url.port)) return undefined;
  const host = hostOf(url);
  if (isIP(host) > 0) return isPublicAddress(host) ? url : undefined;
  return /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa|onion)\.?$/i.test(host) || !host.includes('.')
    ? undefined
    : url;
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** An address of the host; none when any of them is not public, because such a name is no web site's. */
async function checkedAddress(
  url: URL,
  lookup: NonNullable<RedirectOptions['lookup']>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const host = hostOf(url);
  const addresses = isIP(host) > 0 ? [host] : await orAbort(lookup(host), signal);
  return addresses.every(isPublicAddress) ? addresses[0] : undefined;
}

/** Rejects as soon as the signal says so, whatever the work does with it. */
function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
