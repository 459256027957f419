import type { SeenRequest } from '../../simulator/gemini/seen-requests.ts';
import type { Message, WorkspaceData } from '../../simulator/slack/entities.ts';
import type { LogEntry } from '../../simulator/slack/log.ts';
import type { Call, Post, Shown, Write } from './history.ts';

const slotOf = (metadata: unknown): { run?: string; slot?: string } => {
  const given = typeof metadata === 'string' ? JSON.parse(metadata) : metadata;
  return (given as { event_payload?: { run?: string; slot?: string } } | undefined)?.event_payload ?? {};
};

/** Calls that show something. */
export function readPosts(log: readonly LogEntry[], writes: readonly Write[]): Post[] {
  const files = new Map(
    writes.flatMap(({ run, name, noted }) => (noted.fileId === null ? [] : [[noted.fileId, { run, slot: name }]])),
  );
  return log.flatMap(({ what: method, at, request }): Post[] => {
    const post = { at: Date.parse(at), method };
    if (method === 'chat.postMessage' || method === 'chat.update')
      return [{ ...post, ...slotOf(request.metadata), text: String(request.text).slice(-60) }];
    if (method !== 'files.completeUploadExternal') return [];
    const given = typeof request.files === 'string' ? JSON.parse(request.files) : request.files;
    const [file] = (given as { id: string }[] | undefined) ?? [];
    return [{ ...post, ...(file && files.get(file.id)) }];
  });
}

/** The app's messages and documents in Slack as they stand. */
export function readShown({ messages, files }: Pick<WorkspaceData, 'messages' | 'files'>): {
  messages: Shown[];
  files: Shown[];
} {
  const live = messages.filter((message) => message.byApp && message.subtype !== 'tombstone');
  return {
    messages: live.flatMap((message) => {
      const { run, slot } = slotOf(message.metadata);
      return run === undefined || slot === undefined ? [] : [{ what: `${run}/${slot}`, run, slot, text: message.text }];
    }),
    files: live.flatMap((message) =>
      (message.files ?? []).map((id) => {
        const title = files.find((file) => file.id === id)?.title ?? id;
        return { what: `${threadOf(message)}/${title}`, text: title };
      }),
    ),
  };
}

const threadOf = ({ channel, threadTs, ts }: Message): string => `${channel}~${threadTs ?? ts}`;

export const readCalls = (requests: readonly SeenRequest[]): Call[] =>
  requests.map(({ at, company, stage, call, outcome }) => ({
    at: Date.parse(at),
    outcome,
    ...(company !== undefined && { company }),
    ...(stage !== undefined && { stage }),
    ...(call !== undefined && { kind: call }),
  }));

/** Answers that were lost after the work was done. */
export const lostAnswers = (log: Iterable<LogEntry>, requests: readonly SeenRequest[]): number =>
  [...log].filter(({ fault }) => fault === 'accept_then_drop').length +
  requests.filter(({ outcome }) => outcome === 'dropped').length;
