import { type Check, located, quoted, texts } from './scope.ts';

const patterns: readonly RegExp[] = [
  // [3], [1, 2], [^4]; but not the name [24]7.ai.
  /\[\^?\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\](?![\p{L}\p{N}])/gu,
  /【[^】]*】/gu,
  /\[(?:source|sources|citation|citation needed|cite|ref|reference|claims?)\b[^\]]*\]/giu,
  /\((?:sources?|claims?|citations?|refs?|quellen?)(?:\s?[:.]\s?[^)]*|\s+(?:[#\d[][^)]*|[\p{L}\d-]+\.[\p{L}\d][^)]*))?\)/giu,
  /<\/?(?:claims?|cite|source|ref|sup)\b[^>]*>|\{\{[^}]*\}\}|[†‡]/giu,
  // Claim ids of any run, alone or in brackets.
  /[[(]?(?<![\p{L}\p{N}./])(?:identity|profile|news|leadership|technology|cloud|security|data|financials|jobs|sentiment|social|competitors|research)\.\d{1,3}(?![\p{L}\p{N}]|\.\d)(?:\s?[,;]\s?\p{L}+\.\d{1,3})*[\])]?/gu,
];

/** Marks that point at evidence inside a text: they are ours to set, and one that a model wrote leads nowhere. */
export function markersIn(text: string, claimIds: Iterable<string> = []): string[] {
  const found = patterns.flatMap((pattern) => text.match(pattern) ?? []);
  const ids = [...claimIds].filter((id) => mentions(text, id) && !found.some((marker) => marker.includes(id)));
  return [...found, ...ids];
}

function mentions(text: string, id: string): boolean {
  const at = text.indexOf(id);
  if (at < 0) return false;
  return !/[\p{L}\p{N}.]$/u.test(text.slice(0, at)) && !/^[\p{L}\p{N}]/u.test(text.slice(at + id.length));
}

/** The text without its markers and the gaps they leave. */
export const withoutMarkers = (text: string, claimIds: Iterable<string> = []): string =>
  markersIn(text, claimIds)
    .reduce((rest, marker) => rest.replaceAll(marker, ' '), text)
    .replace(/\[\s*\]|\(\s*[,;]?\s*\)/gu, ' ')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/\s+([.,;:!?])/gu, '$1')
    .trim();

export const markers: Check = (scope) =>
  texts(scope).flatMap(({ node, text }) => {
    const found = markersIn(text, scope.grounds.claims.keys());
    return found.length > 0
      ? [located(node, 'markers', `Write no markers inside a text: ${quoted(found)}.`, text)]
      : [];
  });
