import { conversation } from './app/payload-parts.ts';
import type { Message } from './entities.ts';
import { asJson, asList, asText, isJson, type Json } from './json.ts';
import type { Workspace } from './workspace.ts';

export interface ReadAloudInput {
  user: string;
  channel: string;
  threadTs?: string;
}

/** One message, as a screen reader reads it. */
export interface Spoken {
  ts: string;
  from: string;
  /** First the message's text, which is read instead of its blocks; then what can be reached by keyboard, in order. */
  lines: string[];
}

/**
 * A conversation or a thread without eyes. A screen reader reads `text` and not the blocks:
 * https://docs.slack.dev/reference/methods/chat.postMessage#text-blocks
 */
export function readAloud(workspace: Workspace, { user, channel, threadTs }: ReadAloudInput): Spoken[] {
  const { id } = conversation(workspace, channel, user);
  const inPlace = (message: Message) =>
    message.channel === id &&
    (threadTs === undefined
      ? message.threadTs === undefined || message.threadTs === message.ts || message.subtype === 'thread_broadcast'
      : message.ts === threadTs || message.threadTs === threadTs);
  const { messages, ephemerals } = workspace.data;
  return [...messages, ...ephemerals.filter((message) => message.ephemeralFor === user)]
    .filter(inPlace)
    .sort((a, b) => Number(a.ts) - Number(b.ts))
    .map((message) => ({
      ts: message.ts,
      from: workspace.user(message.user)?.realName ?? 'Slackbot',
      lines: [message.text, ...asList(message.blocks).flatMap(reachable), ...filesOf(workspace, message)].filter(
        Boolean,
      ),
    }));
}

/** Images by their alternative text, controls by their names, tables by their captions. */
function reachable(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(reachable);
  if (!isJson(value)) return [];
  if (value.type === 'feedback_buttons') return [value.positive_button, value.negative_button].map(labelOf);
  const own = nameOf(value);
  return [...(own === '' ? [] : [own]), ...Object.values(value).flatMap(reachable)];
}

function nameOf(element: Json): string {
  const type = asText(element.type);
  if (type === 'image') return asText(element.alt_text);
  if (type === 'data_table') return asText(element.caption);
  if (type === 'input') return asText(asJson(element.label).text);
  const isControl = typeof element.action_id === 'string' || 'accessibility_label' in element;
  if (!isControl) return '';
  return labelOf(element) || asText(asJson(element.placeholder).text);
}

const labelOf = (control: unknown): string =>
  asText(asJson(control).accessibility_label) || asText(asJson(asJson(control).text).text);

const filesOf = (workspace: Workspace, message: Message): string[] =>
  (message.files ?? []).map((id) => {
    const file = workspace.file(id);
    return file ? [file.title, file.altText].filter(Boolean).join(': ') : '';
  });
