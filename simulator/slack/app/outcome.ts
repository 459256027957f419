import type { Delivery } from './sender.ts';

/** What came of something that a person did, as they would see it. */
export interface Outcome {
  /** The app answered 2xx within three seconds, and Slack could read the answer. */
  ok: boolean;
  elapsedMs: number;
  status?: number;
  /** Slack's word for what went wrong. */
  error?: string;
  /** The line that the person reads, when something went wrong. */
  userSees?: string;
  /** Of a submitted modal: what stands at the fields, by block id. */
  fieldErrors?: Record<string, string>;
  /** The ts of the message that a person posted. */
  ts?: string;
}

export const outcomeOf = (delivery: Delivery, userSees: string): Outcome => ({
  ok: delivery.error === undefined,
  elapsedMs: delivery.elapsedMs,
  ...(delivery.status !== undefined && { status: delivery.status }),
  ...(delivery.error && { error: delivery.error, userSees }),
});

/** Something that the person's client refuses before anything is sent. */
export class NotPossible extends Error {}

export function notPossible(reason: string): never {
  throw new NotPossible(reason);
}
