import type { Channel, Message } from '../entities.ts';
import type { Json } from '../json.ts';
import { unlistedHistory } from '../rate-limits.ts';
import { wireChannel, wireMessage } from '../wire.ts';
import { joinedChannel, visibleChannel } from './conversation-access.ts';
import { type Call, fail, isTrue, type Method, optional, page, required } from './method.ts';

/** https://docs.slack.dev/reference/methods/conversations.history and its siblings. */
export const conversationMethods: Record<string, Method> = {
  'conversations.info': info,
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.open': open,
  'conversations.list': list,
  'conversations.members': members,
  'conversations.join': join,
};

function info({ args, workspace }: Call): Json {
  return { channel: wireChannel(workspace, visibleChannel(workspace, required(args, 'channel'))) };
}

/** Newest first; replies only when they were broadcast. */
function history(call: Call): Json {
  const channel = joinedChannel(call.workspace, required(call.args, 'channel'));
  const messages = call.workspace
    .messagesIn(channel.id)
    .filter(
      (message) =>
        message.threadTs === undefined || message.threadTs === message.ts || message.subtype === 'thread_broadcast',
    )
    .reverse();
  return pageOf(call, within(messages, call.args), 100);
}

/** The parent, then its replies, oldest first. */
function replies(call: Call): Json {
  const channel = joinedChannel(call.workspace, required(call.args, 'channel'));
  const named = call.workspace.message(channel.id, required(call.args, 'ts'));
  if (!named) return fail('thread_not_found');
  const parent = call.workspace.message(channel.id, named.threadTs ?? named.ts) ?? named;
  const answers = call.workspace.repliesTo(channel.id, parent.ts);
  return pageOf(call, [parent, ...within(answers, call.args)], 1000);
}

function within(messages: Message[], args: Json): Message[] {
  const oldest = optional(args, 'oldest') ?? '0';
  const latest = optional(args, 'latest') ?? '9999999999.999999';
  const inclusive = isTrue(args.inclusive);
  return messages.filter(({ ts }) =>
    inclusive
      ? Number(ts) >= Number(oldest) && Number(ts) <= Number(latest)
      : Number(ts) > Number(oldest) && Number(ts) < Number(latest),
  );
}

function pageOf({ args, workspace, context }: Call, messages: Message[], defaultLimit: number): Json {
  const asked = Number(optional(args, 'limit') ?? defaultLimit);
  const limit = context.rateLimits.settings.unlistedHistory ? Math.min(asked, unlistedHistory.messages) : asked;
  const { items, cursor } = page(messages, { ...args, limit }, defaultLimit);
  const metadata = isTrue(args.include_all_metadata);
  return {
    messages: items.map((message) => wireMessage(workspace, message, { metadata })),
    has_more: cursor !== '',
    ...(cursor !== '' && { response_metadata: { next_cursor: cursor } }),
  };
}

function open({ args, workspace }: Call): Json {
  const given = optional(args, 'channel');
  if (given !== undefined) return { channel: wireChannel(workspace, visibleChannel(workspace, given)) };
  const users = required(args, 'users').split(',');
  if (users.length > 8) fail('too_many_users');
  for (const user of users) {
    if (!workspace.user(user)) fail('user_not_found');
    if (workspace.user(user)?.deleted) fail('user_disabled');
    if (user === workspace.data.app.botUserId) fail('cannot_dm_bot');
  }
  const channel = users.length > 1 ? workspace.groupMessage(users) : workspace.directMessage(users[0] ?? '');
  return {
    no_op: true,
    already_open: true,
    channel: isTrue(args.return_im) ? wireChannel(workspace, channel) : { id: channel.id },
  };
}

const kinds = { public: 'public_channel', private: 'private_channel', im: 'im', mpim: 'mpim' } as const;

function list(call: Call): Json {
  return listed(call, () => true);
}

/** What the bot is in; with `user` what that person is in, of what the bot can see. */
export function conversationsOf(call: Call): Json {
  const { args, workspace } = call;
  const user = optional(args, 'user') ?? workspace.data.app.botUserId;
  if (!workspace.user(user)) fail('user_not_found');
  return listed(call, (channel) => channel.members.includes(user));
}

function listed({ args, workspace }: Call, also: (channel: Channel) => boolean): Json {
  const wanted = (optional(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
  if (wanted.some((type) => !Object.values<string>(kinds).includes(type))) fail('invalid_types');
  const bot = workspace.data.app.botUserId;
  const channels = workspace.data.channels.filter(
    (channel) =>
      wanted.includes(kinds[channel.kind]) &&
      (channel.kind === 'public' || channel.members.includes(bot)) &&
      also(channel) &&
      !(channel.archived && isTrue(args.exclude_archived)),
  );
  const { items, cursor } = page(channels, args, 100);
  return {
    channels: items.map((channel) => wireChannel(workspace, channel)),
    response_metadata: { next_cursor: cursor },
  };
}

function members({ args, workspace }: Call): Json {
  const channel = visibleChannel(workspace, required(args, 'channel'));
  const { items, cursor } = page(channel.members, args, 100);
  return { members: items, response_metadata: { next_cursor: cursor } };
}

function join({ args, workspace }: Call): Json {
  const channel = visibleChannel(workspace, required(args, 'channel'));
  if (channel.kind !== 'public') fail('method_not_supported_for_channel_type');
  if (channel.archived) fail('is_archived');
  workspace.join(channel, workspace.data.app.botUserId);
  return { channel: wireChannel(workspace, channel) };
}
