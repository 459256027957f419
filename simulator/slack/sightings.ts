import type { SimulatorClock } from '../clock.ts';
import type { Changes, NumberedChange } from './changes.ts';
import type { Message, StoredFile, ViewRecord } from './entities.ts';
import { isJson } from './json.ts';
import { viewersOf } from './sight.ts';
import { wireMessage, wireView } from './wire.ts';
import type { Workspace } from './workspace.ts';
import type { Workspaces } from './workspaces.ts';

/** Something that one person could see at a time, even if it was changed or deleted since. */
export interface Sighting {
  at: string;
  kind: 'message' | 'ephemeral' | 'modal' | 'home' | 'file' | 'options';
  /** The conversation, the id of the view or file, or the action id of a menu. */
  where: string;
  /** Every string that the person's client was sent, one a line: metadata, ids and values too. Texts of text files. */
  text: string;
}

export interface Sightings {
  /** Everything that this person was ever sent, first things first. */
  seenBy(team: string, user: string): Sighting[];
  /** What the app answered to one person, and is kept nowhere else. */
  answered(workspace: Workspace, user: string, kind: 'options' | 'modal', where: string, answer: unknown): void;
}

interface Shown {
  kind: Sighting['kind'];
  where: string;
  text: string;
}

/** Writes down who could see what, at every change: for tests that look for what must not be seen. */
export function createSightings(changes: Changes, workspaces: Workspaces, clock: SimulatorClock): Sightings {
  const seen = new Map<string, Map<string, Sighting>>();
  const record = (workspace: Workspace, viewers: string[], shown: Shown) => {
    for (const viewer of viewers) {
      const key = `${workspace.data.team.id} ${viewer}`;
      const mine = seen.get(key) ?? new Map<string, Sighting>();
      const what = `${shown.kind} ${shown.where} ${shown.text}`;
      if (!mine.has(what)) mine.set(what, { at: clock.now().toISOString(), ...shown });
      seen.set(key, mine);
    }
  };
  const look = (change: NumberedChange) => {
    const workspace = workspaces.all().find(({ data }) => data.team.id === change.team);
    if (!workspace) return;
    for (const { viewers, shown } of changed(workspace, change)) record(workspace, viewers, shown);
  };
  // What a kept workspace held at the start can be seen from the start.
  for (const workspace of workspaces.all()) {
    for (const { viewers, shown } of everything(workspace)) record(workspace, viewers, shown);
  }
  changes.subscribe(look);
  return {
    seenBy: (team, user) => [...(seen.get(`${team} ${user}`)?.values() ?? [])],
    answered: (workspace, user, kind, where, answer) =>
      record(workspace, [user], { kind, where, text: stringsIn(answer).join('\n') }),
  };
}

interface Showing {
  viewers: string[];
  shown: Shown;
}

function changed(workspace: Workspace, change: NumberedChange): Showing[] {
  const { data } = workspace;
  switch (change.kind) {
    case 'message': {
      const message = workspace.message(change.channel ?? '', change.ts ?? '');
      return message ? messageShowings(workspace, message) : [];
    }
    case 'ephemeral': {
      const message = workspace.ephemeral(change.channel ?? '', change.ts ?? '');
      return message ? messageShowings(workspace, message) : [];
    }
    // Who comes into a conversation can read what was said before.
    case 'channel':
      return workspace.messagesIn(change.channel ?? '').flatMap((message) => messageShowings(workspace, message));
    case 'view':
      return workspace.modalsOf(change.user ?? '').map((view) => viewShowing(workspace, view, 'modal'));
    case 'home': {
      const home = data.homes[change.user ?? ''];
      return home ? [viewShowing(workspace, home, 'home')] : [];
    }
    case 'file': {
      const file = workspace.file(change.id ?? '');
      return file ? fileShowings(workspace, file) : [];
    }
    default:
      return [];
  }
}

const everything = (workspace: Workspace): Showing[] => [
  ...[...workspace.data.messages, ...workspace.data.ephemerals].flatMap((message) =>
    messageShowings(workspace, message),
  ),
  ...workspace.data.views.map((view) => viewShowing(workspace, view, 'modal')),
  ...Object.values(workspace.data.homes).map((home) => viewShowing(workspace, home, 'home')),
];

function messageShowings(workspace: Workspace, message: Message): Showing[] {
  const channel = workspace.channel(message.channel);
  if (!channel) return [];
  const viewers = message.ephemeralFor === undefined ? viewersOf(workspace, channel) : [message.ephemeralFor];
  const kind = message.ephemeralFor === undefined ? 'message' : 'ephemeral';
  const text = stringsIn(wireMessage(workspace, message, { metadata: true })).join('\n');
  const files = (message.files ?? []).map((id) => workspace.file(id)).filter((file) => file !== undefined);
  return [
    { viewers, shown: { kind, where: channel.id, text } },
    ...files.flatMap((file) => fileShowings(workspace, file)),
  ];
}

const viewShowing = (workspace: Workspace, record: ViewRecord, kind: 'modal' | 'home'): Showing => ({
  viewers: [record.user],
  shown: { kind, where: record.id, text: stringsIn(wireView(workspace, record)).join('\n') },
});

function fileShowings(workspace: Workspace, file: StoredFile): Showing[] {
  if (file.status !== 'completed') return [];
  const channels = file.shares
    .map((share) => workspace.channel(share.channel))
    .filter((channel) => channel !== undefined);
  const viewers = [...new Set([file.user, ...channels.flatMap((channel) => viewersOf(workspace, channel))])];
  const readable = /^text\/|json|xml/.test(file.mimetype);
  const content = readable ? Buffer.from(file.content ?? '', 'base64').toString('utf8') : '';
  const text = [file.name, file.title, file.altText ?? '', content].filter(Boolean).join('\n');
  return [{ viewers, shown: { kind: 'file', where: file.id, text } }];
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isJson(value) ? Object.values(value).flatMap(stringsIn) : [];
}
