import type { AppIdentity, Channel, Team, User, WorkspaceData } from './entities.ts';

/** What a workspace starts with; ids are fixed so that tests and people can name them. */
export interface WorkspaceSeed {
  team: Team;
  app: AppIdentity;
  users: User[];
  channels: Omit<Channel, 'created'>[];
  /** The bot token of the app in this workspace; of the first one it is an option of the simulator. */
  botToken?: string;
}

/** The people are roles, not persons: a seed that invents names would put them into screenshots and reports. */
export const defaultSeed: WorkspaceSeed = {
  team: { id: 'T0SALES001', name: 'Local workspace', domain: 'local-workspace' },
  app: { id: 'A0PROSPECT', name: 'Prospector', botId: 'B0PROSPECT', botUserId: 'U0PROSPECT' },
  users: [
    {
      id: 'U0REP00001',
      name: 'rep',
      realName: 'Rep',
      title: 'Account executive',
      role: 'member',
      timeZone: 'Europe/Zurich',
    },
    {
      id: 'U0MANAGER1',
      name: 'manager',
      realName: 'Manager',
      title: 'Sales manager',
      role: 'member',
      timeZone: 'Europe/Zurich',
    },
    {
      id: 'U0ADMIN001',
      name: 'admin',
      realName: 'Admin',
      title: 'Workspace admin',
      role: 'admin',
      timeZone: 'Europe/Zurich',
    },
    {
      id: 'U0GUEST001',
      name: 'guest',
      realName: 'Guest',
      title: 'Single-channel guest',
      role: 'guest',
      timeZone: 'America/New_York',
    },
    { id: 'U0PROSPECT', name: 'prospector', realName: 'Prospector', role: 'bot', timeZone: 'UTC' },
  ],
  channels: [
    {
      id: 'C0SALES001',
      name: 'sales',
      kind: 'public',
      topic: 'Accounts we work on. Prospector is in here.',
      members: ['U0REP00001', 'U0MANAGER1', 'U0ADMIN001', 'U0GUEST001', 'U0PROSPECT'],
      archived: false,
    },
    {
      id: 'C0ACCOUNT1',
      name: 'acme-account',
      kind: 'public',
      topic: 'An account channel. Prospector is not a member yet.',
      members: ['U0REP00001', 'U0MANAGER1', 'U0ADMIN001'],
      archived: false,
    },
    {
      id: 'C0PRIVATE1',
      name: 'deal-desk',
      kind: 'private',
      topic: 'Private: only its members see it.',
      members: ['U0MANAGER1', 'U0ADMIN001', 'U0PROSPECT'],
      archived: false,
    },
    ...['U0REP00001', 'U0MANAGER1', 'U0ADMIN001', 'U0GUEST001'].map((user, index) => ({
      id: `D0DIRECT0${index + 1}`,
      name: `${user},U0PROSPECT`,
      kind: 'im' as const,
      topic: '',
      members: [user, 'U0PROSPECT'],
      archived: false,
    })),
  ],
};

export const dataFromSeed = (seed: WorkspaceSeed, now: Date): WorkspaceData => ({
  team: { ...seed.team },
  app: { ...seed.app },
  users: structuredClone(seed.users),
  channels: seed.channels.map((channel) => ({
    ...structuredClone(channel),
    created: Math.floor(now.getTime() / 1000),
  })),
  messages: [],
  ephemerals: [],
  files: [],
  views: [],
  homes: {},
  lastTs: 0,
  // Ids of two lives of the simulator must differ, because the app remembers those of the first.
  counter: now.getTime(),
});

/** A second workspace, with ids of its own: for what must not pass from one to the other. */
export const secondSeed: WorkspaceSeed = {
  team: { id: 'T0SECOND01', name: 'Second workspace', domain: 'second-workspace' },
  app: { ...defaultSeed.app, botId: 'B0PROSPEC2', botUserId: 'U0PROSPEC2' },
  users: [
    { id: 'U0REP00002', name: 'rep', realName: 'Rep', role: 'member', timeZone: 'America/New_York' },
    { id: 'U0ADMIN002', name: 'admin', realName: 'Admin', role: 'admin', timeZone: 'America/New_York' },
    { id: 'U0PROSPEC2', name: 'prospector', realName: 'Prospector', role: 'bot', timeZone: 'UTC' },
  ],
  channels: [
    {
      id: 'C0SALES002',
      name: 'sales',
      kind: 'public',
      topic: '',
      members: ['U0REP00002', 'U0ADMIN002', 'U0PROSPEC2'],
      archived: false,
    },
    {
      id: 'D0DIRECT21',
      name: 'U0REP00002,U0PROSPEC2',
      kind: 'im',
      topic: '',
      members: ['U0REP00002', 'U0PROSPEC2'],
      archived: false,
    },
  ],
};
