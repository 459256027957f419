import type { WebClient } from '@slack/web-api';
import { isUnreachable } from './slack-call.ts';
import type { MessageContent } from './views/inert.ts';

/** Who writes, and whether it still may. */
export interface Writer {
  slack: WebClient;
  /**
   * The newest token of the run that was seen: every stored write is refused once a newer one was given. Without one
   * (a task, which is no run) the slot's revision alone guards.
   */
  token(): number | undefined;
  /** Called before each call that others see; `afresh` trusts no deadline and looks. Throws `lease_lost`. */
  check(afresh?: 'afresh'): Promise<void>;
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

interface Request extends Place {
  /** Asked right before something new appears: somebody may have stopped the run meanwhile, in another process. */
  stillWanted?(): Promise<boolean>;
}

export interface MessageRequest extends Request {
  content: MessageContent;
  /** False: what is shown may be edited, nothing new may appear. */
  mayPost: boolean;
}

export interface FileRequest extends Request {
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

/** Slack's code for a call that was refused, as what it means for a slot. */
export const refusal = (code: string): Shown => ({
  ok: false,
  why: isUnreachable(code) ? 'unreachable' : 'refused',
  code,
});

export const isUnwanted = async ({ stillWanted }: Request): Promise<boolean> =>
  stillWanted !== undefined && !(await stillWanted());
