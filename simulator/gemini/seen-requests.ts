import type { CallKind } from './read-request.ts';

/** A call as the service saw it. */
export interface SeenRequest {
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
  fault?: string;
}
