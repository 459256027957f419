import type { Channel, Message, StoredFile, User, ViewRecord } from './entities.ts';
import type { Json } from './json.ts';
import type { Workspace } from './workspace.ts';

/** The objects of the Web API and of payloads, from ours. https://docs.slack.dev/reference/objects */
export function wireMessage(workspace: Workspace, message: Message, include: { metadata?: boolean } = {}): Json {
  const { app, team } = workspace.data;
  const replies = workspace.repliesTo(message.channel, message.ts);
  const isParent = message.ephemeralFor === undefined && message.threadTs === message.ts && replies.length > 0;
  return {
    type: 'message',
    ...(message.subtype && { subtype: message.subtype }),
    ...(message.subtype === 'tombstone' ? { hidden: true, user: 'USLACKBOT' } : { user: message.user }),
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(message.ephemeralFor === undefined && strangerParts(workspace, message.user)),
    ...(message.byApp && {
      bot_id: app.botId,
      app_id: app.id,
      bot_profile: { id: app.botId, app_id: app.id, name: app.name, team_id: team.id, deleted: false },
    }),
    ...(message.blocks && { blocks: message.blocks }),
    ...(message.attachments && { attachments: message.attachments }),
    ...(message.threadTs && { thread_ts: message.threadTs }),
    ...(message.threadTs && message.threadTs !== message.ts && { parent_user_id: parentUser(workspace, message) }),
    ...(message.edited && { edited: message.edited }),
    ...(message.files && { files: wireFiles(workspace, message.files), upload: message.byApp }),
    ...(message.reactions && {
      reactions: message.reactions.map((reaction) => ({ ...reaction, count: reaction.users.length })),
    }),
    ...(include.metadata && message.metadata && { metadata: message.metadata }),
    ...(isParent && {
      reply_count: replies.length,
      reply_users: [...new Set(replies.map((reply) => reply.user))],
      reply_users_count: new Set(replies.map((reply) => reply.user)).size,
      latest_reply: replies.at(-1)?.ts,
      is_locked: false,
      subscribed: message.user === app.botUserId,
    }),
  };
}

/** Who writes from another workspace says so: https://docs.slack.dev/apis/slack-connect */
const strangerParts = (workspace: Workspace, user: string): Json => {
  const home = workspace.user(user)?.homeTeam;
  return home === undefined ? {} : { user_team: home, source_team: home, user_profile: { team: home } };
};

const parentUser = (workspace: Workspace, message: Message): string | undefined =>
  message.threadTs === undefined ? undefined : workspace.message(message.channel, message.threadTs)?.user;

const wireFiles = (workspace: Workspace, ids: string[]): Json[] =>
  ids.map((id) => {
    const file = workspace.file(id);
    return file ? wireFile(workspace, file) : { id, mode: 'tombstone' };
  });

export function wireFile(workspace: Workspace, file: StoredFile): Json {
  const { team } = workspace.data;
  const shares = (kind: 'public' | 'private') =>
    Object.fromEntries(
      file.shares
        .filter((share) => (workspace.channel(share.channel)?.kind === 'public') === (kind === 'public'))
        .map((share) => [
          share.channel,
          [{ ts: share.ts, ...(share.threadTs && { thread_ts: share.threadTs }), source: 'UPLOAD', team_id: team.id }],
        ]),
    );
  const inKind = (wanted: Channel['kind']) =>
    file.shares.map((share) => share.channel).filter((id) => workspace.channel(id)?.kind === wanted);
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? 'text';
  const path = `${team.id}-${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: extension,
    pretty_type: extension.toUpperCase(),
    user: file.user,
    user_team: team.id,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    is_public: inKind('public').length > 0,
    ...(file.altText && { alt_txt: file.altText }),
    url_private: `https://files.slack.com/files-pri/${path}`,
    url_private_download: `https://files.slack.com/files-pri/${path}?download=1`,
    permalink: `https://${team.domain}.slack.com/files/${file.user}/${file.id}`,
    channels: inKind('public'),
    groups: [...inKind('private'), ...inKind('mpim')],
    ims: inKind('im'),
    shares: { public: shares('public'), private: shares('private') },
  };
}

export const wireUser = (workspace: Workspace, user: User): Json => ({
  id: user.id,
  team_id: user.homeTeam ?? workspace.data.team.id,
  name: user.name,
  real_name: user.realName,
  deleted: user.deleted ?? false,
  tz: user.timeZone,
  profile: {
    real_name: user.realName,
    display_name: user.name,
    real_name_normalized: user.realName,
    display_name_normalized: user.name,
    title: user.title ?? '',
    team: user.homeTeam ?? workspace.data.team.id,
    ...(user.role === 'bot' && { api_app_id: workspace.data.app.id, bot_id: workspace.data.app.botId }),
  },
  is_admin: user.role === 'admin' || user.role === 'owner',
  is_owner: user.role === 'owner',
  is_primary_owner: user.role === 'owner',
  is_restricted: isGuest(user),
  is_ultra_restricted: user.role === 'guest',
  is_bot: user.role === 'bot',
  is_app_user: false,
  is_stranger: isStranger(workspace, user),
  ...(workspace.data.team.enterprise && {
    enterprise_user: { id: user.id, enterprise_id: workspace.data.team.enterprise.id, teams: [workspace.data.team.id] },
  }),
});

export const isGuest = (user: User): boolean => user.role === 'guest' || user.role === 'multi_channel_guest';

/** From elsewhere, and in no channel that the app can see: https://docs.slack.dev/reference/objects/user-object */
const isStranger = (workspace: Workspace, user: User): boolean =>
  user.homeTeam !== undefined &&
  !workspace.data.channels.some(
    ({ members }) => members.includes(user.id) && members.includes(workspace.data.app.botUserId),
  );

export function wireChannel(workspace: Workspace, channel: Channel): Json {
  const bot = workspace.data.app.botUserId;
  const shared = { id: channel.id, created: channel.created, is_archived: channel.archived, is_org_shared: false };
  if (channel.kind === 'im') {
    return { ...shared, is_im: true, user: channel.members.find((member) => member !== bot), is_user_deleted: false };
  }
  return {
    ...shared,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind !== 'public',
    is_im: false,
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    is_member: channel.members.includes(bot),
    is_general: false,
    is_shared: channel.sharedWith !== undefined,
    is_ext_shared: channel.sharedWith !== undefined,
    ...(channel.sharedWith && {
      shared_team_ids: [workspace.data.team.id, ...channel.sharedWith],
      connected_team_ids: channel.sharedWith,
    }),
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: channel.members.length,
    context_team_id: workspace.data.team.id,
  };
}

export function wireView(workspace: Workspace, record: ViewRecord, values: Json = {}): Json {
  const { app, team } = workspace.data;
  const isHome = record.view.type === 'home';
  return {
    ...(isHome ? {} : { close: null, submit: null, clear_on_close: false, notify_on_close: false }),
    private_metadata: '',
    callback_id: '',
    ...record.view,
    id: record.id,
    team_id: team.id,
    state: { values },
    hash: record.hash,
    external_id: record.externalId ?? '',
    root_view_id: record.rootId,
    previous_view_id: record.previousId ?? null,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}
