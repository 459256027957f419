import type { FaultKind } from './faults.ts';
import { isObject, type Json } from './json.ts';
import type { Reply } from './reply.ts';

/** Faults that change the answer; the others refuse or lose it. */
export type ReplyFault = Exclude<FaultKind, 'quota' | 'unavailable' | 'hang' | 'drop' | `agent_${string}`>;

/** The answer as a model spoils it. */
export function spoil(reply: Reply, kind: ReplyFault): Reply {
  switch (kind) {
    case 'blocked':
      return { text: '', finishReason: 'SAFETY' };
    case 'prompt_blocked':
      return { text: '', finishReason: 'STOP', promptBlock: 'PROHIBITED_CONTENT' };
    case 'max_tokens':
      return { text: reply.text.slice(0, reply.text.length / 2), finishReason: 'MAX_TOKENS' };
    case 'empty':
      return { text: '', finishReason: 'STOP' };
    case 'not_json':
      return { ...reply, text: `Here is the answer you asked for:\n${reply.text.slice(0, reply.text.length / 3)}` };
    case 'wrong_shape':
      return { ...reply, text: JSON.stringify({ result: 'The answer is in another shape than you asked for.' }) };
    case 'bad_item':
      return { ...reply, text: withBadItem(reply.text) };
    case 'ungrounded':
      return { text: reply.text, finishReason: reply.finishReason };
  }
}

/** One item of the first list that has any loses its shape; everything else stays right. */
function withBadItem(text: string): string {
  const answer = JSON.parse(text) as Json;
  if (!isObject(answer)) return text;
  const [key, items] = Object.entries(answer).find(([, member]) => Array.isArray(member) && member.length > 0) ?? [];
  if (key === undefined || !Array.isArray(items)) return text;
  return JSON.stringify({ ...answer, [key]: [{ unexpected: true }, ...items.slice(1)] });
}
