import type { SeenFile, Snapshot } from '../../simulator/slack/control/snapshot.ts';
import type { Message } from '../../simulator/slack/entities.ts';
import type { LogEntry } from '../../simulator/slack/log.ts';
import { wordsIn } from './blocks.ts';
import { type OpenWorkspace, sales } from './workspace.ts';

export interface Thread {
  state: Snapshot;
  anchor: Message;
  replies: Message[];
  summary?: Message;
  useCases?: Message;
  /** In the order they were shared. */
  files: SeenFile[];
}

/** Parents of threads carry their own ts as thread. */
const isReply = (message: Message): boolean => message.threadTs !== undefined && message.threadTs !== message.ts;

/** What the app posted into a channel, replies left out. */
export const anchors = (state: Snapshot, channel = sales): Message[] =>
  state.messages.filter((message) => message.byApp && message.channel === channel && !isReply(message));

export const repliesTo = (state: Snapshot, anchor: Message): Message[] =>
  state.messages.filter(
    (message) => message.channel === anchor.channel && message.threadTs === anchor.ts && isReply(message),
  );

/** The place that the app gave a message, as its metadata says it. */
export const slotOf = ({ metadata }: Message): unknown =>
  (metadata?.event_payload as { slot?: unknown } | undefined)?.slot;

/** What a request about this place contains, for faults: metadata travels as JSON within JSON. */
export const slotMark = (slot: string): string => JSON.stringify(JSON.stringify({ slot })).slice(2, -2);

/** The run whose head names the company, as it stands now. */
export function threadAbout(state: Snapshot, company: string, channel = sales): Thread | undefined {
  const anchor = anchors(state, channel).findLast((message) => wordsIn(message.blocks).includes(company));
  if (!anchor) return undefined;
  const replies = repliesTo(state, anchor);
  const summary = replies.find((reply) => slotOf(reply) === 'summary');
  const useCases = replies.find((reply) => slotOf(reply) === 'useCases');
  const shared = replies.flatMap((reply) => reply.files ?? []);
  return {
    state,
    anchor,
    replies,
    files: shared.flatMap((id) => state.files.find((file) => file.id === id) ?? []),
    ...(summary && { summary }),
    ...(useCases && { useCases }),
  };
}

/** How the head of a run says that it has ended. */
const endings = /: (Done|Partly done|Failed|Cancelled)\b/;
export const endingOf = ({ text }: Message): string | undefined => endings.exec(text)?.[1];

/** Waits until the run has ended and as many documents are in its thread as are to be expected. */
export async function ended(
  { control }: Pick<OpenWorkspace, 'control'>,
  company: string,
  { channel = sales, files = 2 }: { channel?: string; files?: number } = {},
): Promise<Thread> {
  const over = (thread: Thread) => endingOf(thread.anchor) !== undefined && thread.files.length >= files;
  try {
    return await control.waitFor(
      (state) => {
        const thread = threadAbout(state, company, channel);
        return thread && over(thread) && thread;
      },
      { timeoutMs: 60_000, what: `the end of the run on ${company}` },
    );
  } catch (error) {
    const last = threadAbout(await control.state(), company, channel);
    const seen = last ? `"${last.anchor.text}", ${last.files.length} documents` : 'no thread';
    throw new Error(`${String(error)}; there was ${seen}`, { cause: error });
  }
}

/** What one person alone was told in a channel, the newest last. */
export const whispers = (state: Snapshot, user: string, channel = sales): Message[] =>
  state.ephemerals.filter((message) => message.ephemeralFor === user && message.channel === channel);

/** Every state of a run's plan that was sent to Slack, one line of task states each, repetitions left out. */
export function planStates(log: readonly LogEntry[], anchor: Message): string[] {
  const states = log
    .filter(({ what, response }) => /^chat\.(postMessage|update)$/.test(what) && tsOf(response) === anchor.ts)
    .map(({ request }) => (request.blocks as { type: string; tasks?: { status: string }[] }[]) ?? [])
    .flatMap((blocks) => blocks.find(({ type }) => type === 'plan') ?? [])
    .map(({ tasks = [] }) => tasks.map(({ status }) => status).join());
  return [...new Set(states)];
}

const tsOf = (response: unknown): unknown => (response as { ts?: unknown } | undefined)?.ts;
