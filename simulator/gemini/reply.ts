import type { Json, JsonObject } from './json.ts';
import type { Chunk, Support } from './prose.ts';
import { searchWidget } from './search-widget.ts';

export interface Grounding {
  queries: string[];
  chunks: Chunk[];
  supports: Support[];
}

/** An answer before it takes the shape of the wire. */
export interface Reply {
  text: string;
  finishReason: string;
  grounding?: Grounding;
  /** The prompt itself was refused: there is no candidate. */
  promptBlock?: string;
}

export interface Sent {
  modelVersion: string;
  responseId: string;
  promptTokens: number;
}

export const tokensIn = (characters: number): number => Math.ceil(characters / 4);

const groundingMetadata = ({ queries, chunks, supports }: Grounding): JsonObject => ({
  searchEntryPoint: { renderedContent: searchWidget(queries) },
  groundingChunks: chunks as unknown as Json[],
  groundingSupports: supports as unknown as Json[],
  webSearchQueries: queries,
});

const usage = (promptTokens: number, text: string, grounded: boolean): JsonObject => {
  const candidates = tokensIn(text.length);
  const tool = grounded ? { toolUsePromptTokenCount: 96 } : {};
  return {
    promptTokenCount: promptTokens,
    candidatesTokenCount: candidates,
    totalTokenCount: promptTokens + candidates + (grounded ? 96 : 0),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: promptTokens }],
    ...tool,
  };
};

/** https://ai.google.dev/api/generate-content#generatecontentresponse */
export function toResponse(reply: Reply, sent: Sent): JsonObject {
  const { modelVersion, responseId, promptTokens } = sent;
  const base = {
    usageMetadata: usage(promptTokens, reply.text, reply.grounding !== undefined),
    modelVersion,
    responseId,
  };
  if (reply.promptBlock !== undefined) return { promptFeedback: { blockReason: reply.promptBlock }, ...base };
  const content = reply.text === '' ? { role: 'model' } : { role: 'model', parts: [{ text: reply.text }] };
  return {
    candidates: [
      {
        content,
        finishReason: reply.finishReason,
        index: 0,
        ...(reply.grounding && { groundingMetadata: groundingMetadata(reply.grounding) }),
      },
    ],
    ...base,
  };
}

/**
 * The same answer piece by piece. As recorded, a grounded stream carries an empty `groundingMetadata` in its other
 * pieces, and the full one comes in the last or, when `early`, already in the last but one.
 */
export function toStream(reply: Reply, sent: Sent, early: boolean): JsonObject[] {
  if (reply.promptBlock !== undefined) return [toResponse(reply, sent)];
  const pieces = piecesOf(reply.text);
  const full = early && pieces.length > 1 ? pieces.length - 2 : pieces.length - 1;
  let written = '';
  return pieces.map((text, index) => {
    written += text;
    const last = index === pieces.length - 1;
    const metadata = reply.grounding && { groundingMetadata: index === full ? groundingMetadata(reply.grounding) : {} };
    return {
      candidates: [
        {
          content: text === '' ? { role: 'model' } : { role: 'model', parts: [{ text }] },
          ...(last && { finishReason: reply.finishReason }),
          index: 0,
          ...metadata,
        },
      ],
      usageMetadata: usage(sent.promptTokens, written, reply.grounding !== undefined),
      modelVersion: sent.modelVersion,
      responseId: sent.responseId,
    };
  });
}

const pieceLength = 120;

/** Never parts a surrogate pair; an empty text is one empty piece. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    piece += character;
    if (piece.length >= pieceLength) {
      pieces.push(piece);
      piece = '';
    }
  }
  return piece !== '' || pieces.length === 0 ? [...pieces, piece] : pieces;
}
