import type { Channel } from './entities.ts';
import { asText, type Json } from './json.ts';
import type { Workspace } from './workspace.ts';

/** Scopes of a bot token by method, any of which is enough. `*` stands for the kind of conversation. */
const needed: Record<string, string[]> = {
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.scheduleMessage': ['chat:write'],
  'chat.deleteScheduledMessage': ['chat:write'],
  'chat.unfurl': ['links:write'],
  'conversations.info': ['*:read'],
  'conversations.list': ['*:read'],
  'conversations.members': ['*:read'],
  'conversations.history': ['*:history'],
  'conversations.replies': ['*:history'],
  'conversations.open': ['im:write', 'mpim:write'],
  'conversations.join': ['channels:join'],
  'users.conversations': ['*:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.delete': ['files:write'],
  'files.info': ['files:read'],
  'reactions.add': ['reactions:write'],
  'team.info': ['team:read'],
  'agents.sessions.setStatus': ['chat:write'],
  'agents.sessions.rename': ['chat:write'],
  'assistant.threads.setStatus': ['assistant:write', 'chat:write'],
  'assistant.threads.setTitle': ['assistant:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
};

const family: Record<Channel['kind'], string> = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' };
const familyOfType: Record<string, string> = {
  public_channel: 'channels',
  private_channel: 'groups',
  im: 'im',
  mpim: 'mpim',
};

/** Each entry must be met, by any of its scopes. */
function wanted(method: string, args: Json, workspace: Workspace): string[][] {
  const any = Object.hasOwn(needed, method) ? (needed[method] ?? []) : [];
  const suffix = any.find((scope) => scope.startsWith('*'))?.slice(1);
  if (suffix === undefined) return any.length > 0 ? [any] : [];
  if (method === 'conversations.list' || method === 'users.conversations') {
    const types = (asText(args.types) || 'public_channel').split(',').map((type) => familyOfType[type.trim()]);
    return types.filter((type) => type !== undefined).map((type) => [type + suffix]);
  }
  const channel = workspace.channel(asText(args.channel));
  // Of what is not there, Slack says only that one of the four is wanted.
  return [channel ? [family[channel.kind] + suffix] : Object.values(family).map((name) => name + suffix)];
}

/** The members that Slack adds to `missing_scope`; undefined when the granted scopes are enough. */
export function missingScope(
  method: string,
  args: Json,
  workspace: Workspace,
  granted: string[] | undefined,
): { needed: string; provided: string } | undefined {
  if (granted === undefined) return undefined;
  const unmet = wanted(method, args, workspace).find((any) => !any.some((scope) => granted.includes(scope)));
  return unmet && { needed: unmet.join(','), provided: granted.join(',') };
}
