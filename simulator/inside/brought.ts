import type { Evidence, Usage } from '../../src/domain/evidence.ts';
import { readAnswer } from '../../src/pipeline/gemini/answer.ts';
import { readGrounding } from '../../src/pipeline/gemini/grounding.ts';
import { interactionUsage, readInteraction, WireInteraction } from '../../src/pipeline/gemini/interaction.ts';
import { type Prices, usageOf } from '../../src/pipeline/gemini/usage.ts';
import type { SeenRequest } from '../gemini/seen-requests.ts';

/** What a call of Gemini brought and cost. */
export interface Brought extends Pick<Evidence, 'searchQueries' | 'chunks' | 'supports'> {
  text: string;
  finishReason: string;
  usage: Usage;
}

type Answered = Pick<SeenRequest, 'call' | 'model' | 'outcome' | 'answer'>;

/** Read from its answer as the app reads it; undefined of a call that cost nothing, such as a refused one. */
export function broughtBy({ call, model, outcome, answer: body }: Answered, prices: Prices): Brought | undefined {
  if (outcome !== 200 || body === undefined || call === 'agent') return undefined;
  if (call === 'poll') return reportIn(body, model, prices);
  const { text, parts, finishReason, groundingMetadata, tokens } = readAnswer(body);
  const { searchQueries, chunks, supports } = readGrounding(groundingMetadata, parts);
  const paid = { model, grounded: call === 'grounded', searchQueries: searchQueries.length, tokens };
  return { text, finishReason, searchQueries, chunks, supports, usage: usageOf(paid, prices) };
}

/** A look at an agent that has not ended brings nothing. */
function reportIn(body: object, agent: string, prices: Prices): Brought | undefined {
  const wire = WireInteraction.safeParse(body).data;
  const usage = wire?.status === 'completed' ? interactionUsage(wire, agent, prices) : undefined;
  if (!wire || !usage) return undefined;
  const { parts, searchQueries, chunks, supports, finishReason } = readInteraction(wire, agent);
  return { text: parts.join('\n'), finishReason, searchQueries, chunks, supports, usage };
}
