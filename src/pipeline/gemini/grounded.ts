import type { GroundedAnswer, GroundedCall } from '../model.ts';
import { type Ask, userTurn } from './ask.ts';
import { readGrounding } from './grounding.ts';

/** Prose with search. No schema: together with one, grounding is silently lost. A text that was cut off is kept. */
export async function askGrounded(ask: Ask, call: GroundedCall): Promise<GroundedAnswer> {
  const { answer, model } = await ask({
    call,
    contents: [userTurn(call.prompt.text)],
    config: { tools: [{ googleSearch: {} }] },
    grounded: true,
    spare: { tries: 1 },
  });
  const parts = answer.parts.map((part) => part.text);
  return { parts, ...readGrounding(answer.groundingMetadata, answer.parts), model, finishReason: answer.finishReason };
}
