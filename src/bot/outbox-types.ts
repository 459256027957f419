import type { WebClient } from '@slack/web-api';
import type { HeldLease } from '../domain/ports/repositories.ts';
import type { MessageContent } from './views/inert.ts';

/** Who writes, and whether it still may. */
export interface Writer {
  slack: WebClient;
  /** Every stored write is refused once a newer lease was given; without one the slot's revision alone guards. */
  lease(): HeldLease | undefined;
  /** Called before each call that others see. Throws `lease_lost`. */
  check(): Promise<void>;
}

export interface Place {
  team: string;
  run: string;
  /** Slot, such as `anchor`. */
  place: string;
  channel: string;
  /** The anchor, for everything but the anchor. */
  threadTs?: string;
}

export interface MessageRequest extends Place {
  content: MessageContent;
  /** False: what is shown may be edited, nothing new may appear. */
  mayPost: boolean;
}

export interface FileRequest extends Place {
  bytes: Uint8Array;
  sha256: string;
  name: string;
  altText: string;
  /** mrkdwn, escaped. */
  comment: string;
}

/**
 * `unreachable`: nothing can be written there, with Slack's code. `maybe_missing`: it cannot be found out whether it
 * was posted, so it is never posted again. `gone`: somebody deleted it. `absent`: it was not to be posted. `busy`:
 * another process is at it. `failed`: Slack did not answer well in spite of the tries; a later call goes on from there.
 */
export type Shown =
  | { ok: true; channel: string; ts?: string; changed: boolean }
  | { ok: false; why: 'unreachable' | 'refused' | 'failed'; code: string }
  | { ok: false; why: 'maybe_missing' | 'gone' | 'absent' | 'busy' };
