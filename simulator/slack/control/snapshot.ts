import type { Changes } from '../changes.ts';
import type { AgentSession, AppIdentity, Channel, Execution, Message, StoredFile, Team, User } from '../entities.ts';
import type { Json } from '../json.ts';
import { seesConversation } from '../sight.ts';
import { wireView } from '../wire.ts';
import type { Workspace } from '../workspace.ts';

export interface SeenFile extends Omit<StoredFile, 'content' | 'uploadToken'> {
  /** Where its bytes are, on the simulator. */
  url: string;
}

export interface SeenView {
  id: string;
  user: string;
  /** As the Web API shows it. */
  view: Json;
}

/** The workspace, or what one person can see of it. */
export interface Snapshot {
  /** Grows with every change. */
  seq: number;
  team: Team;
  app: AppIdentity;
  users: User[];
  channels: Channel[];
  /** Of all channels, oldest first; replies carry `threadTs`. */
  messages: Message[];
  ephemerals: Message[];
  files: SeenFile[];
  /** Open modals, the one on top last. */
  views: SeenView[];
  homes: Record<string, SeenView>;
  /** The app's agent sessions in the conversations that are seen. */
  sessions: AgentSession[];
  /** Steps of workflows that the app was asked to do. */
  executions: Omit<Execution, 'token'>[];
}

export function snapshotOf(workspace: Workspace, changes: Changes, viewer?: string): Snapshot {
  const { data } = workspace;
  const channels = data.channels.filter(
    (channel) => viewer === undefined || seesConversation(workspace, channel, viewer),
  );
  const visible = new Set(channels.map((channel) => channel.id));
  const homes = Object.entries(data.homes).filter(([user]) => viewer === undefined || user === viewer);
  const seen = (record: (typeof data.views)[number]): SeenView => ({
    id: record.id,
    user: record.user,
    view: wireView(workspace, record),
  });
  return structuredClone({
    seq: changes.seq(),
    team: data.team,
    app: data.app,
    users: data.users,
    channels,
    messages: data.messages.filter((message) => visible.has(message.channel)),
    ephemerals: data.ephemerals.filter((message) => viewer === undefined || message.ephemeralFor === viewer),
    files: data.files.filter((file) => file.status === 'completed').map(seenFile),
    views: data.views.filter((record) => viewer === undefined || record.user === viewer).map(seen),
    homes: Object.fromEntries(homes.map(([user, record]) => [user, seen(record)])),
    sessions: (data.sessions ?? []).filter((session) => visible.has(session.channel)),
    executions: (data.executions ?? []).map(({ token: _token, ...execution }) => execution),
  });
}

const seenFile = ({ content: _content, uploadToken: _token, ...file }: StoredFile): SeenFile => ({
  ...file,
  url: `/control/files/${file.id}`,
});
