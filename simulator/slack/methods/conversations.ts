import type { Message } from '../entities.ts';
import type { Json } from '../json.ts';
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

function pageOf({ args, workspace }: Call, messages: Message[], defaultLimit: number): Json {
  const { items, cursor } = page(messages, args, defaultLimit);
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
  const user = users[0] ?? '';
  if (users.length > 1) fail('not_enough_users');
  if (!workspace.user(user)) fail('user_not_found');
  if (user === workspace.data.app.botUserId) fail('cannot_dm_bot');
  const channel = workspace.directMessage(user);
  return {
    no_op: true,
    already_open: true,
    channel: isTrue(args.return_im) ? wireChannel(workspace, channel) : { id: channel.id },
  };
}

function list({ args, workspace }: Call): Json {
  const wanted = (optional(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
  const kinds = { public: 'public_channel', private: 'private_channel', im: 'im' } as const;
  const bot = workspace.data.app.botUserId;
  const channels = workspace.data.channels.filter(
    (channel) =>
      wanted.includes(kinds[channel.kind]) &&
      (channel.kind === 'public' || channel.members.includes(bot)) &&
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
