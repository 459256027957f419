import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const count = z.int().min(0).catch(0);

const WirePart = z.object({ text, thought: z.boolean().catch(false) });
const WireCandidate = z.object({
  content: z.object({ parts: z.array(z.unknown()).catch([]) }).catch({ parts: [] }),
  finishReason: text,
  groundingMetadata: z.unknown().optional(),
});
const WireAnswer = z.object({
  candidates: z.array(z.unknown()).catch([]),
  promptFeedback: z.object({ blockReason: text }).optional().catch(undefined),
  usageMetadata: z
    .object({
      promptTokenCount: count,
      toolUsePromptTokenCount: count,
      candidatesTokenCount: count,
      thoughtsTokenCount: count,
    })
    .optional()
    .catch(undefined),
});

export interface TokenCounts {
  prompt: number;
  toolUse: number;
  candidates: number;
  thoughts: number;
}

export interface AnswerPart {
  /** Place among the parts as they were sent, which is what grounding supports count by. */
  wireIndex: number;
  text: string;
}

/** What a model answered, as far as it can be read. Nothing in it is trusted. */
export interface Answer {
  /** The prompt itself was refused, and why. */
  blockReason?: string;
  /** `STOP` when the service said nothing. */
  finishReason: string;
  /** Parts that hold text for the reader: no thoughts, no calls. */
  parts: AnswerPart[];
  /** Parts joined. */
  text: string;
  groundingMetadata: unknown;
  tokens: TokenCounts;
}

/** Reads `GenerateContentResponse` (https://ai.google.dev/api/generate-content). Never throws: what is odd counts as missing. */
export function readAnswer(body: unknown): Answer {
  const wire = WireAnswer.safeParse(body).data;
  const candidate = WireCandidate.safeParse(wire?.candidates[0]).data;
  const parts = (candidate?.content.parts ?? []).flatMap((part, wireIndex): AnswerPart[] => {
    const read = WirePart.safeParse(part).data;
    return read?.text !== undefined && !read.thought ? [{ wireIndex, text: read.text }] : [];
  });
  const blockReason = wire?.promptFeedback?.blockReason;
  return {
    ...(blockReason && { blockReason }),
    finishReason: candidate?.finishReason || (candidate ? 'STOP' : 'NO_CANDIDATE'),
    parts,
    text: parts.map((part) => part.text).join(''),
    groundingMetadata: candidate?.groundingMetadata,
    tokens: {
      prompt: wire?.usageMetadata?.promptTokenCount ?? 0,
      toolUse: wire?.usageMetadata?.toolUsePromptTokenCount ?? 0,
      candidates: wire?.usageMetadata?.candidatesTokenCount ?? 0,
      thoughts: wire?.usageMetadata?.thoughtsTokenCount ?? 0,
    },
  };
}

/** Reasons that come back however often the same is asked (https://ai.google.dev/api/generate-content#FinishReason). */
const blocking = new Set(['SAFETY', 'RECITATION', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII', 'MODEL_ARMOR']);
const cutOff = new Set(['MAX_TOKENS', 'CONTINUATION']);
const broken = new Set([
  'MALFORMED_FUNCTION_CALL',
  'MALFORMED_RESPONSE',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
  'NO_CANDIDATE',
]);

export type Verdict = { is: 'usable' } | { is: 'blocked' | 'unusable'; why: string };

/** Read before the text is: a blocked or cut answer may hold text that looks whole. `keepCut`: half a text is of use. */
export function judge(answer: Answer, { keepCut }: { keepCut: boolean }): Verdict {
  const { blockReason, finishReason } = answer;
  if (blockReason) return { is: 'blocked', why: blockReason };
  if (blocking.has(finishReason)) return { is: 'blocked', why: finishReason };
  if (broken.has(finishReason)) return { is: 'unusable', why: finishReason };
  if (answer.text.trim() === '') return { is: 'unusable', why: finishReason === 'STOP' ? 'EMPTY' : finishReason };
  if (cutOff.has(finishReason) && !keepCut) return { is: 'unusable', why: finishReason };
  return { is: 'usable' };
}
