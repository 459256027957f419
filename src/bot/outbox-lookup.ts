import type { WebClient } from '@slack/web-api';
import type { Place } from './outbox-types.ts';
import { type CallOutcome, callSlack } from './slack-call.ts';

export const slotEvent = 'prospecting_slot';

/** Readable by every member and app of the workspace: opaque ids only. */
export const slotMetadata = ({ run, place }: Place) => ({ event_type: slotEvent, event_payload: { run, slot: place } });

export type Lookup = { kind: 'found'; ts: string } | { kind: 'absent' } | Exclude<CallOutcome<never>, { kind: 'done' }>;

const pagesRead = 10;
/** Clocks differ and jump, and a message is never older than its intent by more than this. */
const clockSkewSeconds = 900;

interface PageOfMessages {
  messages?: { ts?: string; metadata?: { event_type?: string; event_payload?: unknown } }[];
  response_metadata?: { next_cursor?: string };
}

/** Looks for the message of a slot by its metadata: in the thread, or (anchor) in the channel since the intent. */
export async function findMessage(slack: WebClient, place: Place, intentAt: string): Promise<Lookup> {
  const oldest = `${Math.floor(Date.parse(intentAt) / 1000) - clockSkewSeconds}.000000`;
  const common = { channel: place.channel, oldest, inclusive: true, include_all_metadata: true, limit: 100 };
  let cursor: string | undefined;
  for (let page = 0; page < pagesRead; page++) {
    const from = cursor === undefined ? {} : { cursor };
    const outcome: CallOutcome<PageOfMessages> = await callSlack(() =>
      place.threadTs === undefined
        ? slack.conversations.history({ ...common, ...from })
        : slack.conversations.replies({ ...common, ...from, ts: place.threadTs }),
    );
    if (outcome.kind !== 'done') return outcome;
    const found = outcome.value.messages?.find((message) => isOurs(message, place));
    if (found?.ts !== undefined) return { kind: 'found', ts: found.ts };
    cursor = outcome.value.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return { kind: 'absent' };
  }
  // More than ten pages since the intent: it is not known, and an unknown is never posted again.
  return { kind: 'refused', code: 'too_many_messages' };
}

function isOurs(message: NonNullable<PageOfMessages['messages']>[number], { run, place }: Place): boolean {
  const payload = message.metadata?.event_payload;
  if (message.metadata?.event_type !== slotEvent || typeof payload !== 'object' || payload === null) return false;
  return 'run' in payload && payload.run === run && 'slot' in payload && payload.slot === place;
}
