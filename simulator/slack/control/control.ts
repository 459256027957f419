import { type ActionInput, sendAction } from '../app/action.ts';
import { type CommandInput, sendCommand } from '../app/command.ts';
import type { EventSender } from '../app/events.ts';
import { createMembership, type MembershipInput } from '../app/membership.ts';
import { notPossible, type Outcome, outcomeOf } from '../app/outcome.ts';
import { verificationToken } from '../app/payload-parts.ts';
import { deleteMessage, editMessage, type RevisionInput } from '../app/revision.ts';
import type { Sender } from '../app/sender.ts';
import { type ShortcutInput, sendShortcut } from '../app/shortcut.ts';
import { type HomeInput, type MessageInput, openHome, say } from '../app/speech.ts';
import { type StopInput, stopAgent } from '../app/stop.ts';
import { type CloseInput, closeView, type SubmitInput, submitView } from '../app/submission.ts';
import { askOptions, type OptionsInput, type OptionsOutcome } from '../app/suggestion.ts';
import { type UploadInput, uploadFile } from '../app/upload.ts';
import { type FunctionInput, runFunction } from '../app/workflow.ts';
import type { Context } from '../context.ts';
import type { Fault } from '../faults.ts';
import { asText, type Json } from '../json.ts';
import type { LogEntry } from '../log.ts';
import type { RateLimitSettings } from '../rate-limits.ts';
import { type ReadAloudInput, readAloud, type Spoken } from '../read-aloud.ts';
import type { Sighting, Sightings } from '../sightings.ts';
import { triggerLifeMs } from '../triggers.ts';
import type { Workspace } from '../workspace.ts';
import type { Workspaces } from '../workspaces.ts';
import { type Administration, createAdministration } from './administration.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';

/** Which workspace is meant, by its team id; the first one unless told. */
export interface InTeam {
  team?: string;
}

/** What a person, or a test, can do to the workspaces; the same over HTTP (`/control/*`) and in process. */
export interface Control extends Administration {
  command(input: CommandInput & InTeam): Promise<Outcome>;
  action(input: ActionInput & InTeam): Promise<Outcome>;
  /** A person types into a menu whose options come from the app. */
  options(input: OptionsInput & InTeam): Promise<OptionsOutcome>;
  submitView(input: SubmitInput & InTeam): Promise<Outcome>;
  closeView(input: CloseInput & InTeam): Promise<Outcome>;
  shortcut(input: ShortcutInput & InTeam): Promise<Outcome>;
  message(input: MessageInput & InTeam): Promise<Outcome>;
  /** A person changes or deletes what they wrote. */
  editMessage(input: RevisionInput & { text: string } & InTeam): Promise<void>;
  deleteMessage(input: RevisionInput & InTeam): Promise<void>;
  upload(input: UploadInput & InTeam): Promise<{ fileId: string; ts?: string }>;
  openHome(input: HomeInput & InTeam): Promise<Outcome>;
  /** The Stop button of an agent at work. */
  stopAgent(input: StopInput & InTeam): Promise<Outcome>;
  /** A workflow comes to the app's step; what the app made of it stands in `state().executions`. */
  runFunction(input: FunctionInput & InTeam): Promise<Outcome & { executionId: string }>;
  /** Any event, as it stands; the same `eventId` twice is a redelivery. */
  event(input: { event: Json; eventId?: string } & InTeam): Promise<Outcome>;
  /** Sends an event again, as the same or with another id: the last one unless named. */
  redeliver(input: { eventId?: string; newEventId?: boolean }): Promise<Outcome>;
  holdEvents(): Promise<void>;
  releaseEvents(input: { order?: 'as_happened' | 'reversed' }): Promise<void>;
  /** The challenge that Slack sends when an address is entered. */
  verifyUrl(): Promise<Outcome>;
  /** Adds a person, or the bot when none is named, to a channel. */
  invite(input: MembershipInput & InTeam): Promise<void>;
  remove(input: MembershipInput & InTeam): Promise<void>;
  archive(input: { channel: string; archived?: boolean } & InTeam): Promise<void>;
  fault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  rateLimits(settings: Partial<RateLimitSettings>): Promise<void>;
  /** How long trigger ids live that are issued from now on; Slack's three seconds unless told. */
  triggerLife(input: { milliseconds?: number }): Promise<void>;
  /** Where the app listens, for apps that start after the simulator. */
  setAppUrl(input: { url: string }): Promise<void>;
  /** All of it, or what one person sees. */
  state(user?: string, team?: string): Promise<Snapshot>;
  /** Everything that a person was ever sent, also what was changed or deleted since. */
  seenBy(user: string, team?: string): Promise<Sighting[]>;
  /** A conversation or thread as a screen reader reads it. */
  readAloud(input: ReadAloudInput & InTeam): Promise<Spoken[]>;
  /** Entries with a higher id than `after`. */
  log(after?: number): Promise<LogEntry[]>;
  file(id: string, team?: string): Promise<{ mimetype: string; name: string; bytes: Uint8Array }>;
}

interface ControlDeps {
  context: Context;
  sender: Sender;
  events: EventSender;
  workspaces: Workspaces;
  sightings: Sightings;
}

export function createControl({ context, sender, events, workspaces, sightings }: ControlDeps): Control {
  const at = ({ team }: InTeam): Workspace => workspaces.at(team);
  const installed = (input: InTeam): Workspace => {
    const workspace = at(input);
    return workspace.data.notInstalled ? notPossible('the app is not installed in this workspace') : workspace;
  };
  const channelOf = (workspace: Workspace, idOrName: string) =>
    workspace.channel(idOrName) ?? workspace.channelNamed(idOrName) ?? notPossible(`no such channel: ${idOrName}`);
  const membership = createMembership(events, context.clock);
  const member = (workspace: Workspace, user: string | undefined) => user ?? workspace.data.app.botUserId;
  return {
    ...createAdministration(context, events, workspaces),
    command: async (input) => sendCommand(context, sender, installed(input), input),
    action: async (input) => sendAction(context, sender, installed(input), input),
    async options(input) {
      const outcome = await askOptions(context, sender, installed(input), input);
      sightings.answered(at(input), input.user, 'options', input.actionId, outcome.groups ?? outcome.options);
      return outcome;
    },
    async submitView(input) {
      const outcome = await submitView(context, sender, installed(input), input);
      if (outcome.fieldErrors) sightings.answered(at(input), input.user, 'modal', input.viewId, outcome.fieldErrors);
      return outcome;
    },
    closeView: async (input) => closeView(sender, at(input), input),
    shortcut: async (input) => sendShortcut(context, sender, installed(input), input),
    message: async (input) => say(context, events, at(input), input),
    editMessage: async (input) => editMessage(context, events, at(input), input),
    deleteMessage: async (input) => deleteMessage(events, at(input), input),
    upload: async (input) => uploadFile(context, events, at(input), input),
    openHome: async (input) => openHome(context, events, installed(input), input),
    stopAgent: async (input) => stopAgent(context, events, installed(input), input),
    runFunction: async (input) => runFunction(context, events, installed(input), input),
    event: async (input) => outcomeOf(await events.deliver(at(input), input.event, input.eventId), ''),
    redeliver: async (input) => outcomeOf(await events.redeliver(input), ''),
    holdEvents: async () => events.hold(),
    releaseEvents: ({ order = 'as_happened' }) => events.release(order),
    verifyUrl: () => verifyUrl(sender, workspaces.at()),
    invite: async (input) => {
      const workspace = at(input);
      await membership.join(workspace, channelOf(workspace, input.channel), member(workspace, input.user));
    },
    remove: async (input) => {
      const workspace = at(input);
      await membership.leave(workspace, channelOf(workspace, input.channel), member(workspace, input.user));
    },
    archive: async (input) => {
      const workspace = at(input);
      workspace.changeChannel(channelOf(workspace, input.channel), { archived: input.archived ?? true });
    },
    fault: async (fault) => context.faults.add(fault),
    clearFaults: async () => context.faults.clear(),
    rateLimits: async (settings) => void Object.assign(context.rateLimits.settings, settings),
    triggerLife: async ({ milliseconds = triggerLifeMs }) => {
      context.triggers.settings.lifeMs = milliseconds;
    },
    setAppUrl: async ({ url }) => sender.setUrl(url),
    state: async (user, team) => snapshotOf(workspaces.at(team), context.changes, user),
    seenBy: async (user, team) => sightings.seenBy(workspaces.at(team).data.team.id, user),
    readAloud: async (input) => readAloud(at(input), input),
    log: async (after) => structuredClone(context.log.entries(after)),
    file: async (id, team) => fileContent(workspaces.at(team), id),
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
