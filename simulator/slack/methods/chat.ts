import { limits } from '../blocks/limits.ts';
import type { Message } from '../entities.ts';
import { isTs } from '../ids.ts';
import type { Json } from '../json.ts';
import { wireMessage } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import { joinedChannel, postTarget, visibleChannel } from './conversation-access.ts';
import { messageContent, metadataOf, withBlockIds } from './message-content.ts';
import { type Call, fail, flagOf, isTrue, type Method, required, structured } from './method.ts';

/** https://docs.slack.dev/reference/methods/chat.postMessage and its siblings. */
export const chatMethods: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': getPermalink,
};

export function postMessage({ args, workspace, context }: Call): Json {
  const channel = postTarget(workspace, required(args, 'channel'));
  const content = messageContent(args);
  const metadata = metadataOf(args);
  const threadTs = threadFor(workspace, channel.id, args);
  const unfurlLinks = flagOf(args, 'unfurl_links');
  const unfurlMedia = flagOf(args, 'unfurl_media');
  const message = workspace.addMessage({
    ...identified(workspace, content),
    channel: channel.id,
    user: workspace.data.app.botUserId,
    byApp: true,
    ...(metadata && Object.keys(metadata).length > 0 && { metadata }),
    ...(threadTs !== undefined && { threadTs }),
    ...(threadTs !== undefined && isTrue(args.reply_broadcast) && { subtype: 'thread_broadcast' as const }),
    ...(unfurlLinks !== undefined && { unfurlLinks }),
    ...(unfurlMedia !== undefined && { unfurlMedia }),
  });
  context.posted(workspace, message);
  return { channel: channel.id, ts: message.ts, message: wireMessage(workspace, message, { metadata: true }) };
}

/** Blocks get ids once, here, so that later payloads name the same ones. */
function identified(workspace: Workspace, content: ReturnType<typeof messageContent>) {
  return { ...content, ...(content.blocks && { blocks: withBlockIds(content.blocks, workspace.newId) }) };
}

/** The thread's parent. Replies to replies join the thread; the parent learns that it has one. */
export function threadFor(workspace: Workspace, channel: string, args: Json): string | undefined {
  const given = args.thread_ts === undefined || args.thread_ts === '' ? undefined : String(args.thread_ts);
  if (given === undefined) return undefined;
  if (!isTs(given)) return fail('invalid_thread_ts');
  const named = workspace.message(channel, given);
  if (!named) return fail('thread_not_found');
  const parent = named.threadTs !== undefined ? workspace.message(channel, named.threadTs) : named;
  if (!parent) return fail('thread_not_found');
  parent.threadTs = parent.ts;
  return parent.ts;
}

function ownMessage(workspace: Workspace, args: Json, refusal: string): Message {
  const channel = visibleChannel(workspace, required(args, 'channel'));
  const message = workspace.message(channel.id, required(args, 'ts'));
  if (!message || message.subtype === 'tombstone') return fail('message_not_found');
  return message.byApp ? message : fail(refusal);
}

function update({ args, workspace, context }: Call): Json {
  const message = ownMessage(workspace, args, 'cant_update_message');
  const channel = workspace.channel(message.channel);
  if (channel?.archived) fail('is_archived');
  const content = identified(workspace, messageContent(args, limits.message.updateText));
  const metadata = metadataOf(args);
  const fileIds = structured(args, 'file_ids', 'invalid_arguments');
  workspace.changeMessage(message, (changed) => {
    changed.text = content.text;
    // Text without blocks removes the blocks: https://docs.slack.dev/reference/methods/chat.update
    replaceMember(changed, 'blocks', content.blocks);
    replaceMember(changed, 'attachments', content.attachments);
    if (metadata) replaceMember(changed, 'metadata', Object.keys(metadata).length > 0 ? metadata : undefined);
    if (Array.isArray(fileIds)) changed.files = fileIds.map(String);
    if (!content.blocks) {
      const ts = `${Math.floor(context.clock.now().getTime() / 1000)}.000000`;
      changed.edited = { user: workspace.data.app.botUserId, ts };
    }
  });
  const wire = wireMessage(workspace, message, { metadata: true });
  return { channel: message.channel, ts: message.ts, text: message.text, message: wire };
}

function replaceMember<K extends 'blocks' | 'attachments' | 'metadata'>(message: Message, key: K, value: Message[K]) {
  if (value === undefined) delete message[key];
  else message[key] = value;
}

function remove({ args, workspace }: Call): Json {
  const message = ownMessage(workspace, args, 'cant_delete_message');
  workspace.removeMessage(message);
  return { channel: message.channel, ts: message.ts };
}

function postEphemeral({ args, workspace }: Call): Json {
  const channel = joinedChannel(workspace, required(args, 'channel'));
  if (channel.archived) fail('is_archived');
  const user = required(args, 'user');
  if (!channel.members.includes(user)) fail('user_not_in_channel');
  const threadTs = threadFor(workspace, channel.id, args);
  const message = workspace.addMessage({
    ...identified(workspace, messageContent(args)),
    channel: channel.id,
    user: workspace.data.app.botUserId,
    byApp: true,
    ephemeralFor: user,
    ...(threadTs !== undefined && { threadTs }),
  });
  return { message_ts: message.ts };
}

function getPermalink({ args, workspace }: Call): Json {
  const channel = visibleChannel(workspace, required(args, 'channel'));
  const message = workspace.message(channel.id, required(args, 'message_ts'));
  if (!message) return fail('message_not_found');
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : '';
  const path = `${channel.id}/p${message.ts.replace('.', '')}${thread}`;
  return { channel: channel.id, permalink: `https://${workspace.data.team.domain}.slack.com/archives/${path}` };
}
