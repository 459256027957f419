import { type ActionInput, sendAction } from '../app/action.ts';
import { type CommandInput, sendCommand } from '../app/command.ts';
import type { EventSender } from '../app/events.ts';
import { notPossible, type Outcome, outcomeOf } from '../app/outcome.ts';
import { verificationToken } from '../app/payload-parts.ts';
import type { Sender } from '../app/sender.ts';
import { type ShortcutInput, sendShortcut } from '../app/shortcut.ts';
import { type HomeInput, type MessageInput, openHome, say } from '../app/speech.ts';
import { type CloseInput, closeView, type SubmitInput, submitView } from '../app/submission.ts';
import type { Context } from '../context.ts';
import type { Fault } from '../faults.ts';
import { asText, type Json } from '../json.ts';
import type { LogEntry } from '../log.ts';
import type { RateLimitSettings } from '../rate-limits.ts';
import type { Workspace } from '../workspace.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';

/** What a person, or a test, can do to the workspace; the same over HTTP (`/control/*`) and in process. */
export interface Control {
  command(input: CommandInput): Promise<Outcome>;
  action(input: ActionInput): Promise<Outcome>;
  submitView(input: SubmitInput): Promise<Outcome>;
  closeView(input: CloseInput): Promise<Outcome>;
  shortcut(input: ShortcutInput): Promise<Outcome>;
  message(input: MessageInput): Promise<Outcome>;
  openHome(input: HomeInput): Promise<Outcome>;
  /** Any event, as it stands; the same `eventId` twice is a redelivery. */
  event(input: { event: Json; eventId?: string }): Promise<Outcome>;
  /** The challenge that Slack sends when an address is entered. */
  verifyUrl(): Promise<Outcome>;
  /** Adds a person, or the bot when none is named, to a channel. */
  invite(input: { channel: string; user?: string }): Promise<void>;
  remove(input: { channel: string; user?: string }): Promise<void>;
  archive(input: { channel: string; archived?: boolean }): Promise<void>;
  fault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  rateLimits(settings: Partial<RateLimitSettings>): Promise<void>;
  /** Where the app listens, for apps that start after the simulator. */
  setAppUrl(input: { url: string }): Promise<void>;
  /** All of it, or what one person sees. */
  state(user?: string): Promise<Snapshot>;
  /** Entries with a higher id than `after`. */
  log(after?: number): Promise<LogEntry[]>;
  file(id: string): Promise<{ mimetype: string; name: string; bytes: Uint8Array }>;
}

export function createControl(context: Context, sender: Sender, events: EventSender, workspace: Workspace): Control {
  const channel = (idOrName: string) =>
    workspace.channel(idOrName) ?? workspace.channelNamed(idOrName) ?? notPossible(`no such channel: ${idOrName}`);
  const member = (user: string | undefined) => user ?? workspace.data.app.botUserId;
  return {
    command: (input) => sendCommand(context, sender, workspace, input),
    action: (input) => sendAction(context, sender, workspace, input),
    submitView: (input) => submitView(context, sender, workspace, input),
    closeView: (input) => closeView(sender, workspace, input),
    shortcut: (input) => sendShortcut(context, sender, workspace, input),
    message: (input) => say(context, events, workspace, input),
    openHome: (input) => openHome(context, events, workspace, input),
    event: async (input) => outcomeOf(await events.deliver(workspace, input.event, input.eventId), ''),
    verifyUrl: () => verifyUrl(sender, workspace),
    invite: async (input) => workspace.join(channel(input.channel), member(input.user)),
    remove: async (input) => {
      const left = channel(input.channel);
      workspace.changeChannel(left, { members: left.members.filter((id) => id !== member(input.user)) });
    },
    archive: async (input) => workspace.changeChannel(channel(input.channel), { archived: input.archived ?? true }),
    fault: async (fault) => context.faults.add(fault),
    clearFaults: async () => context.faults.clear(),
    rateLimits: async (settings) => void Object.assign(context.rateLimits.settings, settings),
    setAppUrl: async ({ url }) => sender.setUrl(url),
    state: async (user) => snapshotOf(workspace, context.changes, user),
    log: async (after) => structuredClone(context.log.entries(after)),
    file: async (id) => fileContent(workspace, id),
  };
}

async function verifyUrl(sender: Sender, workspace: Workspace): Promise<Outcome> {
  const challenge = workspace.newId('challenge').toLowerCase();
  const delivery = await sender.send({
    what: 'url_verification',
    form: 'event',
    payload: { token: verificationToken, challenge, type: 'url_verification' },
  });
  const outcome = outcomeOf(delivery, 'Your URL did not respond with the value of the challenge parameter.');
  if (!outcome.ok || delivery.body.includes(challenge)) return outcome;
  return { ...outcome, ok: false, error: 'challenge_failed' };
}

function fileContent(workspace: Workspace, id: string) {
  const file = workspace.file(id);
  if (file?.status !== 'completed') return notPossible(`no such file: ${id}`);
  const bytes = new Uint8Array(Buffer.from(asText(file.content), 'base64'));
  return { mimetype: file.mimetype, name: file.name, bytes };
}
