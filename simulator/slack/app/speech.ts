import type { Context } from '../context.ts';
import { asText } from '../json.ts';
import { threadFor } from '../methods/chat.ts';
import { wireView } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import type { EventSender } from './events.ts';
import { notPossible, type Outcome } from './outcome.ts';
import { colleague, conversation, person } from './payload-parts.ts';

export interface MessageInput {
  channel: string;
  user: string;
  /** As typed: `@Prospector acme.com` becomes a mention. */
  text: string;
  threadTs?: string;
}

/** A person posts a message. */
export async function say(
  context: Context,
  events: EventSender,
  workspace: Workspace,
  input: MessageInput,
): Promise<Outcome> {
  const user = person(workspace, input.user);
  const channel = conversation(workspace, input.channel, user.id);
  if (channel.archived) notPossible('the channel is archived');
  if (!channel.members.includes(user.id)) notPossible('this person is not in the channel');
  const threadTs = threadFor(workspace, channel.id, { thread_ts: input.threadTs });
  const message = workspace.addMessage({
    channel: channel.id,
    user: user.id,
    text: asTyped(workspace, input.text),
    byApp: false,
    ...(threadTs !== undefined && { threadTs }),
  });
  const started = context.clock.monotonic();
  await events.posted(workspace, message);
  return { ok: true, elapsedMs: context.clock.monotonic() - started, ts: message.ts };
}

/** What Slack stores for typed text: the three characters escaped, names of people and the app as mentions. */
export function asTyped(workspace: Workspace, text: string): string {
  const { app, users } = workspace.data;
  const names = new Map<string, string>([[app.name.toLowerCase(), app.botUserId]]);
  for (const user of users) names.set(user.name.toLowerCase(), user.id);
  return text
    .split(/(<[@#][A-Z0-9|_a-z-]+>)/)
    .map((part, index) => (index % 2 === 1 ? part : escaped(part)))
    .join('')
    .replace(/@(\w+)/g, (whole, name: string, offset: number, all: string) => {
      const id = all[offset - 1] === '<' ? undefined : names.get(name.toLowerCase());
      return id === undefined ? whole : `<@${id}>`;
    });
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export interface HomeInput {
  user: string;
  tab?: 'home' | 'messages';
}

/** A person opens the app's home or messages tab. */
export async function openHome(
  context: Context,
  events: EventSender,
  workspace: Workspace,
  input: HomeInput,
): Promise<Outcome> {
  const user = colleague(workspace, input.user);
  const tab = input.tab ?? 'home';
  const home = workspace.data.homes[user.id];
  if (!events.subscribed('app_home_opened')) return { ok: true, elapsedMs: 0 };
  const delivery = await events.deliver(workspace, {
    type: 'app_home_opened',
    user: user.id,
    channel: workspace.directMessage(user.id).id,
    tab,
    event_ts: (context.clock.now().getTime() / 1000).toFixed(6),
    ...(tab === 'home' && home && { view: wireView(workspace, home) }),
  });
  const error = asText(delivery.error);
  return { ok: error === '', elapsedMs: delivery.elapsedMs, ...(error && { error }) };
}
