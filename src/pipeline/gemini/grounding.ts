import { z } from 'zod';
import type { GroundingChunk, GroundingSupport } from '../../domain/evidence.ts';
import type { AnswerPart } from './answer.ts';

const text = z.string().optional().catch(undefined);
const list = z.array(z.unknown()).catch([]);
const offset = z.int().min(0).optional().catch(undefined);

const Place = z.object({ uri: text, title: text, domain: text }).optional().catch(undefined);
const WireChunk = z.object({ web: Place, retrievedContext: Place, maps: Place }).catch({});
const Segment = z.object({ partIndex: offset, startIndex: offset, endIndex: offset, text });
const WireSupport = z.object({
  segment: Segment.optional().catch(undefined),
  groundingChunkIndices: list,
  confidenceScores: list,
});
const WireMetadata = z.object({
  webSearchQueries: list,
  groundingChunks: list,
  groundingSupports: list,
  searchEntryPoint: z.object({ renderedContent: text }).optional().catch(undefined),
});

export interface Grounding {
  searchQueries: string[];
  chunks: GroundingChunk[];
  supports: GroundingSupport[];
  searchEntryPoint?: string;
}

/**
 * Reads `GroundingMetadata` (https://ai.google.dev/api/generate-content#GroundingMetadata) and counts parts by `parts`,
 * which the reader gets, instead of by the wire. Never throws. Chunks keep their place, also empty ones, because
 * supports count by it; chunk indices are kept as they came, also out of range: judging them is the evidence code's.
 */
export function readGrounding(metadata: unknown, parts: readonly AnswerPart[]): Grounding {
  const wire = WireMetadata.safeParse(metadata).data;
  if (!wire) return { searchQueries: [], chunks: [], supports: [] };
  const rendered = wire.searchEntryPoint?.renderedContent;
  return {
    searchQueries: wire.webSearchQueries.filter(
      (query) => typeof query === 'string' && query.trim() !== '',
    ) as string[],
    chunks: wire.groundingChunks.map(readChunk),
    supports: wire.groundingSupports.flatMap((support) => readSupport(support, parts)),
    ...(rendered && { searchEntryPoint: rendered }),
  };
}

function readChunk(chunk: unknown): GroundingChunk {
  const wire = WireChunk.parse(chunk);
  const place = wire.web ?? wire.retrievedContext ?? wire.maps;
  return {
    ...(place?.uri && { uri: place.uri }),
    ...(place?.title && { title: place.title }),
    ...(place?.domain && { domain: place.domain }),
  };
}

function readSupport(support: unknown, parts: readonly AnswerPart[]): GroundingSupport[] {
  const wire = WireSupport.safeParse(support).data;
  if (!wire) return [];
  const said = wire.segment?.text ?? '';
  const startIndex = wire.segment?.startIndex ?? 0;
  const confidence = wire.confidenceScores.filter((score) => typeof score === 'number');
  return [
    {
      part: placeOf(wire.segment?.partIndex ?? 0, said, parts),
      startIndex,
      endIndex: wire.segment?.endIndex ?? startIndex + Buffer.byteLength(said),
      text: said,
      chunkIndices: wire.groundingChunkIndices.filter((index) => z.int().safeParse(index).success) as number[],
      ...(confidence.length > 0 && { confidence }),
    },
  ];
}

/**
 * A support that counts by a part the reader does not get (a thought, a call) belongs to the part that holds its text.
 * Where no part does, the place behind the last one says that there is none.
 */
function placeOf(wireIndex: number, said: string, parts: readonly AnswerPart[]): number {
  const direct = parts.findIndex((part) => part.wireIndex === wireIndex);
  if (direct >= 0) return direct;
  const holding = said === '' ? -1 : parts.findIndex((part) => part.text.includes(said));
  return holding >= 0 ? holding : parts.length;
}
