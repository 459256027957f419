import type { CallKind } from './read-request.ts';
import type { Service } from './service.ts';

/** A call as the service saw it. */
export interface SeenRequest {
  /** Counts the calls, from 1. */
  id: number;
  at: string;
  method: string;
  model: string;
  call?: CallKind | 'agent' | 'poll';
  /** Stage id, where the prompt names one. */
  stage?: string;
  company?: string;
  prompt?: string;
  /** HTTP status, or what became of the connection. */
  outcome: number | 'pending' | 'hung' | 'dropped';
  /** What was answered, in one piece also where it was streamed; of embeddings without their vectors. */
  answer?: object;
  fault?: string;
}

/** Writes down a call that has come in. */
export function see(
  { clock, requests }: Pick<Service, 'clock' | 'requests'>,
  call: Pick<SeenRequest, 'method' | 'model'> & Partial<SeenRequest>,
): SeenRequest {
  const seen: SeenRequest = { id: requests.length + 1, at: clock.now().toISOString(), outcome: 'pending', ...call };
  requests.push(seen);
  return seen;
}
