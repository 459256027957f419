import { createHash } from 'node:crypto';
import normalizeUrl from 'normalize-url';
import { parse } from 'tldts';
import type { GroundingChunk, Source } from '../../domain/evidence.ts';
import { cleanLine, cut, url as urlSchema } from '../../domain/text.ts';
import { isInstructionLike } from './gate/canaries.ts';

/** Where the search tool sends its links; they expire, and say nothing about the page behind them. */
export const redirectHost = 'vertexaisearch.cloud.google.com';
const redirectPath = '/grounding-api-redirect/';

export function isRedirect(address: string): boolean {
  const parsed = URL.parse(address);
  return parsed?.hostname === redirectHost && parsed.pathname.startsWith(redirectPath);
}

/** Parameters that say where a reader came from and never which page it is. */
const tracking: readonly RegExp[] = [
  /^utm_\w+/i,
  /^(gclid|gbraid|wbraid|dclid|fbclid|msclkid|yclid|twclid|ttclid|igshid|srsltid|mc_cid|mc_eid|_hsenc|_hsmi|ref_src|guccounter|guce_referrer\w*|cmpid|s_cid|wt_mc)$/i,
];

const usable = urlSchema();

/**
 * The address as it is stored and shown: http or https, no fragment, no tracking parameters, no default port, no
 * credentials. `www.` and a trailing slash stay, because some hosts answer only with them; they do not make another
 * source (see `sourceKey`). `undefined` for anything that is no web address.
 */
export function canonicalUrl(address: string): string | undefined {
  if (!/^https?:\/\//i.test(address.trim())) return undefined;
  try {
    const canonical = normalizeUrl(address.trim(), {
      stripHash: true,
      stripWWW: false,
      removeQueryParameters: tracking,
      removeTrailingSlash: false,
      sortQueryParameters: false,
    });
    return usable.safeParse(canonical).success ? canonical : undefined;
  } catch {
    return undefined;
  }
}

/** What makes two addresses one page: also without protocol, `www.`, trailing slash and the order of parameters. */
export const sourceKey = (canonical: string): string =>
  normalizeUrl(canonical, { stripProtocol: true, stripWWW: true, removeQueryParameters: tracking, stripHash: true });

/** `s` and twelve hexadecimal digits, the same for one page in every run. */
export const sourceId = (canonical: string): string =>
  `s${createHash('sha256').update(sourceKey(canonical)).digest('hex').slice(0, 12)}`;

/** The host that a text names, when the text is nothing but a host with a public suffix. */
export function domainIn(text: string | undefined): string | undefined {
  const candidate = (text ?? '').trim().toLowerCase();
  if (!/^[\p{L}\p{N}.-]+\.[\p{L}]{2,}$/u.test(candidate)) return undefined;
  const { hostname, domain, isIcann } = parse(candidate);
  return hostname && domain && (isIcann || reserved.test(hostname)) ? withoutWww(hostname) : undefined;
}

/** Reserved names stand for made-up pages; no public suffix list has them. */
const reserved = /\.(example|test|invalid)$/;
const withoutWww = (host: string): string => host.replace(/^www\./, '');

/** Host of the page. For a redirect that stayed one: what the search tool says about the page behind it. */
export function sourceDomain(canonical: string, chunk: GroundingChunk): string {
  const own = withoutWww(new URL(canonical).hostname);
  if (!isRedirect(canonical)) return own;
  return domainIn(chunk.domain) ?? domainIn(chunk.title) ?? own;
}

/** Pages of the open web have a name. An address by number, or of this machine or network, is nobody's evidence. */
function isNamedHost(url: string): boolean {
  const { hostname, isIp } = parse(url);
  return !isIp && hostname?.includes('.') === true && !/\.(localhost|local|internal|lan|home\.arpa)$/.test(hostname);
}

/** The source behind a chunk, or `undefined` when the chunk leads nowhere. Its stage stands in `facets`. */
export function sourceOf(chunk: GroundingChunk | undefined, stage: string, retrievedAt: string): Source | undefined {
  const url = chunk?.uri === undefined ? undefined : canonicalUrl(chunk.uri);
  if (!chunk || url === undefined || !isNamedHost(url)) return undefined;
  const domain = sourceDomain(url, chunk);
  const given = cut(cleanLine(chunk.title ?? ''), 300);
  // A title is shown as a link's text: one that speaks to machines is none.
  const title = isInstructionLike(given) ? '' : given;
  return { id: sourceId(url), kind: 'web', url, domain, title: title || domain, retrievedAt, facets: [stage] };
}

/** One entry a page, in order of first appearance; a telling title wins over one that only repeats the domain. */
export function mergeSources(sources: readonly Source[]): Source[] {
  const merged = new Map<string, Source>();
  for (const source of sources) {
    const known = merged.get(source.id);
    const better = known && known.title === known.domain ? source.title : known?.title;
    merged.set(source.id, {
      ...(known ?? source),
      title: better ?? source.title,
      facets: [...new Set([...(known?.facets ?? []), ...source.facets])],
    });
  }
  return [...merged.values()];
}
