import type { Claim, GroundingSupport, Source } from '../../domain/evidence.ts';
import { parseStageId } from '../../domain/stage.ts';
import type { GroundedAnswer } from '../model.ts';
import { asOfDate } from './as-of.ts';
import { type ByteRange, type LocateFailure, locate, readPart, sliceBytes } from './segment.ts';
import { mergeSources, sourceOf } from './sources.ts';

export type DropReason = LocateFailure | 'no_source' | 'heading';

export interface CutInput {
  /** Stage id, such as `facet.news`; its last word begins the claim ids. */
  stage: string;
  answerId: string;
  answer: Pick<GroundedAnswer, 'parts' | 'chunks' | 'supports'>;
  retrievedAt: string;
  /** Ordinal of the first claim, where a stage has more than one answer. 1 when left out. */
  first?: number;
}

export interface CutResult {
  claims: Claim[];
  sources: Source[];
  /** Supports that no claim could be cut from, counted by reason. */
  dropped: Partial<Record<DropReason, number>>;
}

interface Found extends ByteRange {
  sources: Map<string, { source: Source; confidence: number | undefined }>;
}

/**
 * Cuts claims out of a grounded answer. Pure: the same answer gives the same claims, which is how a stored report is
 * checked again. Supports of the same range become one claim with all their sources; ranges that only overlap stay
 * apart, because a source speaks for its own segment and not for its neighbour's. Chunk indices out of range and
 * chunks without a web address are dropped; a support left without any source, or over a heading, is dropped and counted.
 */
export function cutClaims({ stage, answerId, answer, retrievedAt, first = 1 }: CutInput): CutResult {
  const parts = answer.parts.map(readPart);
  const dropped: CutResult['dropped'] = {};
  const drop = (reason: DropReason) => {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  };
  const found = new Map<string, Found>();
  for (const support of answer.supports) {
    const range = locate(parts, support);
    if (typeof range === 'string') {
      drop(range);
      continue;
    }
    if (isHeading(sliceBytes(parts[range.part] ?? readPart(''), range.start, range.end))) {
      drop('heading');
      continue;
    }
    const sources = sourcesOf(support, answer.chunks, stage, retrievedAt);
    if (sources.size === 0) {
      drop('no_source');
      continue;
    }
    const key = `${range.part}:${range.start}:${range.end}`;
    const known = found.get(key);
    found.set(key, { ...range, sources: known ? new Map([...sources, ...known.sources]) : sources });
  }
  const ordered = [...found.values()].sort((a, b) => a.part - b.part || a.start - b.start || a.end - b.end);
  const name = shortStage(stage);
  return {
    claims: ordered.map((range, index) => {
      const part = parts[range.part] ?? readPart('');
      const text = sliceBytes(part, range.start, range.end);
      return toClaim(`${name}.${first + index}`, { stage, answerId, text, range, retrievedAt });
    }),
    sources: mergeSources(ordered.flatMap((range) => [...range.sources.values()].map(({ source }) => source))),
    dropped,
  };
}

function sourcesOf(
  support: GroundingSupport,
  chunks: GroundedAnswer['chunks'],
  stage: string,
  retrievedAt: string,
): Found['sources'] {
  const sources: Found['sources'] = new Map();
  for (const [place, index] of support.chunkIndices.entries()) {
    const source = sourceOf(chunks[index], stage, retrievedAt);
    if (source && !sources.has(source.id)) {
      sources.set(source.id, { source, confidence: support.confidence?.[place] });
    }
  }
  return sources;
}

function toClaim(
  id: string,
  parts: { stage: string; answerId: string; text: string; range: Found; retrievedAt: string },
): Claim {
  const { stage, answerId, text, range, retrievedAt } = parts;
  const asOf = asOfDate(plainText(text), retrievedAt);
  const confidence = [...range.sources.values()].flatMap((entry) => entry.confidence ?? []);
  return {
    id,
    stage,
    text,
    answerId,
    part: range.part,
    byteStart: range.start,
    byteEnd: range.end,
    sourceIds: [...range.sources.keys()],
    ...(asOf !== undefined && { asOf }),
    ...(confidence.length === range.sources.size && { confidence }),
  };
}

/** A line that only names what follows says nothing: `### News`, `**Leadership**`, `Key figures:`. One with a figure may. */
function isHeading(text: string): boolean {
  const line = text.trim();
  if (/\n/.test(line) || /\d/.test(line)) return false;
  if (/^#{1,6}\s/.test(line)) return true;
  const plain = plainText(line);
  const words = plain.split(' ').length;
  const isMarked = /^(\*\*|__)[^*_]+\1:?$/.test(line) || /^[-*+\s]*(\*\*|__)[^*_]+:?\1:?$/.test(line);
  return (isMarked && words <= 8 && !/[.!?]$/.test(plain)) || (words <= 4 && plain.endsWith(':'));
}

/** `facet.news` → `news`, `signal.jobs` → `jobs`, `identity` → `identity`. */
export const shortStage = (stage: string): string => parseStageId(stage).family.split('.').at(-1) ?? stage;

/** Text as a reader sees it: without list marks, headings, emphasis, code marks and link targets. */
export const plainText = (text: string): string =>
  text
    .replace(/!?\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*\)/gu, '$1')
    .replace(/^[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+|>[ \t]?|\d{1,2}[.)][ \t]+(?=\D))/gmu, '')
    .replace(/(\*\*|__|\*|`|~~)/gu, '')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** A claim for display. Its stored text stays byte-exact. */
export const plainClaimText = (claim: Pick<Claim, 'text'>): string => plainText(claim.text);
