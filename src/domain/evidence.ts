import { z } from 'zod';
import { ClaimId } from './statement.ts';
import { id, modelLine, modelText, notProse, partialDate, timestamp, url } from './text.ts';

export const facets = [
  'profile',
  'news',
  'leadership',
  'technology',
  'cloud',
  'security',
  'data',
  'financials',
] as const;
export const signals = ['jobs', 'sentiment', 'social'] as const;

/** A page that evidence comes from. The id is derived from the canonical address, so it is the same in every run. */
export const Source = z.object({
  id: id(40),
  kind: z.enum(['web', 'agent', 'catalogue']),
  /** Canonical and resolved; where a redirect could not be resolved, the address as it was given. */
  url: url(),
  /** The real host, also where the address is still a redirect of the search tool. */
  domain: z.string().min(1).max(255),
  title: modelLine(300),
  publisher: modelLine(200).optional(),
  publishedAt: partialDate().optional(),
  retrievedAt: timestamp(),
  /** Stages whose evidence used it. */
  facets: z.array(id(60)),
  verified: z.object({ by: id(), at: timestamp() }).optional(),
});
export type Source = z.infer<typeof Source>;

/** A segment of a grounded answer that the search tool tied to sources, byte for byte. */
export const Claim = z.object({
  id: ClaimId,
  /** The stage that made it, such as `facet.news` or `identity`. */
  stage: id(60),
  text: z.string().min(1).register(notProse, { reason: 'label' }),
  answerId: id(60),
  /** Index of the answer's part and the UTF-8 byte range in it: `bytes(part).slice(byteStart, byteEnd)` is `text`. */
  part: z.int().min(0),
  byteStart: z.int().min(0),
  byteEnd: z.int().min(0),
  sourceIds: z.array(id(40)).min(1),
  asOf: partialDate().optional(),
  entity: z.string().optional(),
  attribute: z.string().optional(),
  period: z.string().optional(),
  value: z.string().optional(),
  unit: z.string().optional(),
  /** As the search tool gave it, one figure a source, where it gave any. */
  confidence: z.array(z.number()).optional(),
});
export type Claim = z.infer<typeof Claim>;

export const Usage = z.object({
  calls: z.int().min(0),
  groundedCalls: z.int().min(0),
  searchQueries: z.int().min(0),
  tokensIn: z.int().min(0),
  tokensOut: z.int().min(0),
  costUsd: z.number().min(0),
});
export type Usage = z.infer<typeof Usage>;

export const noUsage = (): Usage => ({
  calls: 0,
  groundedCalls: 0,
  searchQueries: 0,
  tokensIn: 0,
  tokensOut: 0,
  costUsd: 0,
});

export const addUsage = (a: Usage, b: Usage): Usage => ({
  calls: a.calls + b.calls,
  groundedCalls: a.groundedCalls + b.groundedCalls,
  searchQueries: a.searchQueries + b.searchQueries,
  tokensIn: a.tokensIn + b.tokensIn,
  tokensOut: a.tokensOut + b.tokensOut,
  costUsd: a.costUsd + b.costUsd,
});

export const GroundingChunk = z.object({
  uri: z.string().optional(),
  title: z.string().optional(),
  domain: z.string().optional(),
});
export type GroundingChunk = z.infer<typeof GroundingChunk>;

/** Offsets are UTF-8 bytes into the part (https://ai.google.dev/api/generate-content#Segment). */
export const GroundingSupport = z.object({
  part: z.int().min(0),
  startIndex: z.int().min(0),
  endIndex: z.int().min(0),
  text: z.string(),
  chunkIndices: z.array(z.int()),
  confidence: z.array(z.number()).optional(),
});
export type GroundingSupport = z.infer<typeof GroundingSupport>;

/** What one grounded call gave back, kept whole so that every claim can be checked again later. */
export const Evidence = z.object({
  answerId: id(60),
  stage: id(60),
  parts: z.array(z.string()),
  searchQueries: z.array(z.string()),
  chunks: z.array(GroundingChunk),
  supports: z.array(GroundingSupport),
  /** Google asks that its search suggestions are shown with grounded answers. */
  searchEntryPoint: z.string().optional(),
  model: z.string(),
  finishReason: z.string(),
  usage: Usage,
  retrievedAt: timestamp(),
  /** Supports that no claim could be cut from, by reason. */
  dropped: z.record(z.string(), z.int()),
});
export type Evidence = z.infer<typeof Evidence>;

/** What a grounded stage stores: its claims and the sources they name. */
export const ClaimSet = z.object({
  answerIds: z.array(id(60)),
  claims: z.array(Claim),
  sources: z.array(Source),
  note: modelText(500).optional(),
});
export type ClaimSet = z.infer<typeof ClaimSet>;

/** Reserved names (RFC 2606, RFC 6761) can only be made up: such a source is sample evidence. */
export const isSampleDomain = (domain: string): boolean =>
  /(^|\.)(example|invalid|test)$|(^|\.)example\.(com|org|net)$/i.test(domain);
