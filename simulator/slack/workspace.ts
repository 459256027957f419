import type { SimulatorClock } from '../clock.ts';
import type { Change, Changes } from './changes.ts';
import type {
  AgentSession,
  Channel,
  Execution,
  Grant,
  Message,
  StoredFile,
  User,
  ViewRecord,
  WorkspaceData,
} from './entities.ts';
import { newId, newTs } from './ids.ts';

/** One workspace: its data and the few ways to change it. Rules of the Web API live in methods/, not here. */
export interface Workspace {
  readonly data: WorkspaceData;
  newId(prefix: string): string;
  user(id: string): User | undefined;
  channel(id: string): Channel | undefined;
  channelNamed(name: string): Channel | undefined;
  addChannel(channel: Omit<Channel, 'id' | 'created'>): Channel;
  /** The direct message of a person with the app; made when missing. */
  directMessage(user: string): Channel;
  /** The group message of these people with the app; made when missing. */
  groupMessage(users: string[]): Channel;
  join(channel: Channel, user: string): void;
  changeChannel(channel: Channel, change: Partial<Channel>): void;
  message(channel: string, ts: string): Message | undefined;
  ephemeral(channel: string, ts: string): Message | undefined;
  /** All messages of a channel, oldest first. */
  messagesIn(channel: string): Message[];
  repliesTo(channel: string, ts: string): Message[];
  addMessage(message: Omit<Message, 'ts' | 'revision'>): Message;
  changeMessage(message: Message, change: (message: Message) => void): void;
  removeMessage(message: Message): void;
  file(id: string): StoredFile | undefined;
  addFile(file: StoredFile): void;
  changeFile(file: StoredFile, change: Partial<StoredFile>): void;
  removeFile(file: StoredFile): void;
  view(id: string): ViewRecord | undefined;
  /** The modals of a person, the one on top last. */
  modalsOf(user: string): ViewRecord[];
  setViews(views: ViewRecord[], user: string): void;
  setHome(user: string, record: ViewRecord): void;
  session(channel: string, threadTs: string): AgentSession | undefined;
  setSession(session: AgentSession): void;
  execution(id: string): Execution | undefined;
  setExecution(execution: Execution): void;
  setTokens(tokens: Grant[]): void;
}

type Base = Pick<Workspace, 'newId' | 'user' | 'channel'>;

export function createWorkspace(data: WorkspaceData, clock: SimulatorClock, allChanges: Changes): Workspace {
  const changes = { ...allChanges, emit: (change: Change) => allChanges.emit({ ...change, team: data.team.id }) };
  const base: Base = {
    newId: (prefix) => newId(data, prefix),
    user: (id) => data.users.find((user) => user.id === id),
    channel: (id) => data.channels.find((channel) => channel.id === id),
  };
  return {
    data,
    ...base,
    ...channelsOf(data, clock, changes, base),
    ...messagesOf(data, clock, changes),
    ...filesOf(data, changes),
    ...viewsOf(data, changes),
    ...agentOf(data, changes),
    setTokens(tokens) {
      data.tokens = tokens;
      changes.emit({ kind: 'installation' });
    },
  };
}

function channelsOf(data: WorkspaceData, clock: SimulatorClock, changes: Changes, base: Base) {
  const addChannel = (channel: Omit<Channel, 'id' | 'created'>): Channel => {
    const id = base.newId(channel.kind === 'im' ? 'D' : 'C');
    const made = { ...channel, id, created: Math.floor(clock.now().getTime() / 1000) };
    data.channels.push(made);
    changes.emit({ kind: 'channel', channel: id });
    return made;
  };
  return {
    channelNamed: (name: string) =>
      data.channels.find((channel) => channel.kind !== 'im' && channel.name === name.replace(/^#/, '')),
    addChannel,
    directMessage(user: string): Channel {
      const bot = data.app.botUserId;
      const found = data.channels.find(
        (channel) => channel.kind === 'im' && channel.members.includes(user) && channel.members.includes(bot),
      );
      return (
        found ?? addChannel({ name: `${user},${bot}`, kind: 'im', topic: '', members: [user, bot], archived: false })
      );
    },
    groupMessage(users: string[]): Channel {
      const members = [...new Set([...users, data.app.botUserId])].sort();
      const found = data.channels.find(
        (channel) => channel.kind === 'mpim' && [...channel.members].sort().join() === members.join(),
      );
      const names = members.map((id) => base.user(id)?.name ?? id.toLowerCase());
      return (
        found ?? addChannel({ name: `mpdm-${names.join('--')}-1`, kind: 'mpim', topic: '', members, archived: false })
      );
    },
    join(channel: Channel, user: string) {
      if (channel.members.includes(user)) return;
      channel.members.push(user);
      changes.emit({ kind: 'channel', channel: channel.id });
    },
    changeChannel(channel: Channel, change: Partial<Channel>) {
      Object.assign(channel, change);
      changes.emit({ kind: 'channel', channel: channel.id });
    },
  };
}

function messagesOf(data: WorkspaceData, clock: SimulatorClock, changes: Changes) {
  const told = (message: Message) =>
    changes.emit({
      kind: message.ephemeralFor === undefined ? 'message' : 'ephemeral',
      channel: message.channel,
      ts: message.ts,
    });
  const find = (list: Message[]) => (channel: string, ts: string) =>
    list.find((message) => message.channel === channel && message.ts === ts);
  const repliesTo = (channel: string, ts: string) =>
    data.messages.filter((message) => message.channel === channel && message.threadTs === ts && message.ts !== ts);
  return {
    message: find(data.messages),
    ephemeral: find(data.ephemerals),
    messagesIn: (channel: string) => data.messages.filter((message) => message.channel === channel),
    repliesTo,
    addMessage(message: Omit<Message, 'ts' | 'revision'>): Message {
      const made = { ...message, ts: newTs(data, clock), revision: 0 };
      (made.ephemeralFor === undefined ? data.messages : data.ephemerals).push(made);
      told(made);
      return made;
    },
    changeMessage(message: Message, change: (message: Message) => void) {
      change(message);
      message.revision += 1;
      told(message);
    },
    /** A parent whose thread lives on leaves a tombstone, as in Slack. */
    removeMessage(message: Message) {
      if (message.ephemeralFor === undefined && repliesTo(message.channel, message.ts).length > 0) {
        for (const key of ['blocks', 'attachments', 'metadata', 'files', 'reactions'] as const) delete message[key];
        Object.assign(message, { subtype: 'tombstone', text: 'This message was deleted.', byApp: false });
        message.revision += 1;
      } else {
        const list = message.ephemeralFor === undefined ? data.messages : data.ephemerals;
        list.splice(list.indexOf(message), 1);
      }
      told(message);
    },
  };
}

function filesOf(data: WorkspaceData, changes: Changes) {
  return {
    file: (id: string) => data.files.find((file) => file.id === id),
    addFile: (file: StoredFile) => void data.files.push(file),
    changeFile(file: StoredFile, change: Partial<StoredFile>) {
      Object.assign(file, change);
      changes.emit({ kind: 'file', id: file.id });
    },
    removeFile(file: StoredFile) {
      data.files.splice(data.files.indexOf(file), 1);
      changes.emit({ kind: 'file', id: file.id });
    },
  };
}

function viewsOf(data: WorkspaceData, changes: Changes) {
  return {
    view: (id: string) =>
      data.views.find((view) => view.id === id) ?? Object.values(data.homes).find((view) => view.id === id),
    modalsOf: (user: string) => data.views.filter((view) => view.user === user),
    setViews(views: ViewRecord[], user: string) {
      data.views = views;
      changes.emit({ kind: 'view', user });
    },
    setHome(user: string, record: ViewRecord) {
      data.homes[user] = record;
      changes.emit({ kind: 'home', user });
    },
  };
}

function agentOf(data: WorkspaceData, changes: Changes) {
  const session = (channel: string, threadTs: string) =>
    data.sessions?.find((known) => known.channel === channel && known.threadTs === threadTs);
  const execution = (id: string) => data.executions?.find((known) => known.id === id);
  return {
    session,
    setSession(changed: AgentSession) {
      const others = (data.sessions ?? []).filter((known) => known !== session(changed.channel, changed.threadTs));
      data.sessions = [...others, changed];
      changes.emit({ kind: 'agent', channel: changed.channel, ts: changed.threadTs });
    },
    execution,
    setExecution(changed: Execution) {
      data.executions = [...(data.executions ?? []).filter((known) => known.id !== changed.id), changed];
      changes.emit({ kind: 'agent', id: changed.id });
    },
  };
}
