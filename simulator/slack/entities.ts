import type { Json } from './json.ts';

export interface Team {
  id: string;
  name: string;
  domain: string;
  /** The organization on Enterprise Grid that the workspace belongs to. */
  enterprise?: { id: string; name: string };
}

export interface AppIdentity {
  id: string;
  name: string;
  botId: string;
  botUserId: string;
}

export interface User {
  id: string;
  name: string;
  realName: string;
  title?: string;
  /** A `guest` is in one channel, a `multi_channel_guest` in several. */
  role: 'member' | 'admin' | 'owner' | 'guest' | 'multi_channel_guest' | 'bot';
  timeZone: string;
  deleted?: boolean;
  /** Of people from elsewhere (Slack Connect): the id of their own workspace. */
  homeTeam?: string;
}

export interface Channel {
  id: string;
  /** Without the number sign; of a direct message the ids of its two people. */
  name: string;
  kind: 'public' | 'private' | 'im' | 'mpim';
  topic: string;
  members: string[];
  archived: boolean;
  /** Unix seconds. */
  created: number;
  /** Ids of the other workspaces in it (Slack Connect). */
  sharedWith?: string[];
}

export interface Message {
  channel: string;
  /** Unique in the workspace; a message's identity together with its channel. */
  ts: string;
  user: string;
  text: string;
  blocks?: Json[];
  attachments?: Json[];
  threadTs?: string;
  subtype?: 'file_share' | 'thread_broadcast' | 'tombstone' | 'channel_join';
  byApp: boolean;
  metadata?: Json;
  files?: string[];
  edited?: { user: string; ts: string };
  reactions?: { name: string; users: string[] }[];
  /** As the sender asked for them; undefined when it said nothing. */
  unfurlLinks?: boolean;
  unfurlMedia?: boolean;
  /** Only this person sees the message. */
  ephemeralFor?: string;
  /** A line of the client itself, such as a command that failed. */
  bySlack?: boolean;
  /** How often it was edited: changes what a reader sees, so that a page can tell. */
  revision: number;
}

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  altText?: string;
  size: number;
  created: number;
  user: string;
  /** Where it was shared: the ts is that of the message that carries it. */
  shares: { channel: string; ts: string; threadTs?: string }[];
  status: 'awaiting' | 'uploaded' | 'completed';
  uploadToken: string;
  /** Base64. */
  content?: string;
}

/** A modal or a home tab, as the app sent it, and what Slack adds. */
export interface ViewRecord {
  id: string;
  user: string;
  view: Json;
  hash: string;
  rootId: string;
  previousId?: string;
  externalId?: string;
  /** The channel in which the modal was opened: for selects with `default_to_current_conversation`. */
  channel?: string;
}

/** What a token opens, and for how long. */
export interface Grant {
  token: string;
  /** `app`: for Socket Mode only; `workflow`: for as long as a step of a workflow runs. */
  kind: 'bot' | 'app' | 'workflow';
  team: string;
  /** Of an installation for a whole organization. */
  enterprise?: string;
  /** Everything, when undefined. */
  scopes?: string[];
  /** Unix seconds. */
  expiresAt?: number;
  refreshToken?: string;
  revoked?: boolean;
}

/** The app's conversation as agent in one thread. */
export interface AgentSession {
  channel: string;
  threadTs: string;
  status: 'active' | 'processing' | 'suspended' | 'closed';
  title: string;
  /** What the legacy methods have set. */
  legacy?: Json;
}

/** A step of a workflow that the app was asked to do. */
export interface Execution {
  id: string;
  callbackId: string;
  inputs: Json;
  status: 'running' | 'completed' | 'failed';
  outputs?: Json;
  error?: string;
  token: string;
}

/** Everything that lasts, as plain JSON. */
export interface WorkspaceData {
  team: Team;
  app: AppIdentity;
  users: User[];
  channels: Channel[];
  messages: Message[];
  ephemerals: Message[];
  files: StoredFile[];
  /** Open modals, oldest first; the last of a user is on top. */
  views: ViewRecord[];
  homes: Record<string, ViewRecord>;
  tokens?: Grant[];
  /** The app was installed for the whole organization. */
  orgInstall?: boolean;
  /** The app is not here, or no longer: it hears of nothing. */
  notInstalled?: boolean;
  sessions?: AgentSession[];
  executions?: Execution[];
  /** The last ts given, in microseconds. */
  lastTs: number;
  /** Feeds the ids. */
  counter: number;
}
