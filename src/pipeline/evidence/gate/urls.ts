import { parse } from 'tldts';
import { canonicalUrl, sourceKey } from '../sources.ts';
import type { Grounds } from './context.ts';
import { fold } from './fold.ts';
import { remember } from './remember.ts';
import { type Check, located, quoted, texts } from './scope.ts';

/**
 * Every address is a source of this run, the company's own front page or the seller's website; a bare domain inside a
 * text is one that the run has met.
 */
export const urls: Check = (scope) => {
  const isKnown = knownAddress(scope.grounds);
  const isKnownDomain = knownDomain(scope.grounds);
  return [
    ...scope.addresses
      .filter((node) => !isKnown(node.value))
      .map((node) => located(node, 'urls', `No source of this run: ${quoted([node.value])}.`, node.value)),
    ...texts(scope).flatMap(({ node, text }) => {
      const addresses = [...text.matchAll(addressPattern)].map((match) => match[0].replace(/[.,;:!?)\]]+$/u, ''));
      const strange = [
        ...addresses.filter((address) => !isKnown(address)),
        ...domainsIn(text.replace(addressPattern, ' ')).filter((domain) => !isKnownDomain(domain)),
      ];
      return strange.length > 0 ? [located(node, 'urls', `No source of this run: ${quoted(strange)}.`, text)] : [];
    }),
  ];
};

const addressPattern = /\b[a-z][a-z0-9+.-]{1,20}:\/\/\S+|\b(?:mailto|javascript|data):\S+/giu;

function knownAddress({ context }: Grounds): (address: string) => boolean {
  const known = new Set(
    [...context.sources.map((source) => source.url), context.seller.website ?? ''].flatMap(
      (address) => keyOf(address).key ?? [],
    ),
  );
  const home = new Set(
    [context.company?.domain, context.input.domain].flatMap((domain) => domain?.toLowerCase() ?? []),
  );
  return (address) => {
    const { key } = keyOf(address);
    return key !== undefined && (known.has(key) || home.has(key));
  };
}

/** What an address is compared by; none where it is no address of a page. */
const keyOf = remember(4_000, (address): { key?: string } => {
  const canonical = canonicalUrl(address);
  return canonical === undefined ? {} : { key: sourceKey(canonical) };
});

/** Bare domains of a text, such as `maersk.com`. A product such as ASP.NET or Node.js is none. */
function domainsIn(text: string): string[] {
  const found =
    text.match(/(?<![\p{L}\p{N}@/])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[a-z]{2,}(?![\p{L}\p{N}])/giu) ??
    [];
  return found.filter((word) => {
    const { hostname, domain, isIcann } = parse(word.toLowerCase());
    return (
      hostname !== null && domain !== null && isIcann === true && !/^[A-Z.]+$/.test(word) && /\.[a-z]{2,}$/.test(word)
    );
  });
}

function knownDomain({ context, runNames, technologies }: Grounds): (domain: string) => boolean {
  const hosts = [
    ...context.sources.map((source) => source.domain),
    context.company?.domain,
    context.input.domain,
    context.seller.website === undefined ? undefined : URL.parse(context.seller.website)?.hostname,
  ].flatMap((host) => (host === undefined ? [] : [fold(host).replace(/^www\./, '')]));
  return (domain) => {
    const wanted = fold(domain).replace(/^www\./, '');
    return (
      hosts.some((host) => host === wanted || host.endsWith(`.${wanted}`)) ||
      runNames.hasWord(domain) ||
      technologies.hasPhrase([domain])
    );
  };
}
