import type { PlainTextOption, View as SlackView } from '@slack/types';
import type { Actor } from '../access.ts';
import type { Answer, ListenerDeps, Slack } from '../deps.ts';
import type { EventEnvelope, OptionsRequest, Shortcut, SlashCommand, View } from '../payloads.ts';
import type { ClickListener } from './click.ts';

/** Every kind of thing Slack may call, and the shape of what handles it. The person has been let in before. */
export type CommandListener = (
  command: SlashCommand,
  actor: Actor,
  deps: ListenerDeps,
  slack: Slack,
) => Promise<Answer | undefined>;

/** A form that was sent (or closed). */
export interface Submission extends Actor {
  view: View;
  trigger?: string;
  teamDomain?: string;
}

/** `undefined` closes the form. Errors are keyed by the block id of an input. */
export type SubmissionAnswer =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update' | 'push'; view: SlackView }
  | { response_action: 'clear' };
export type SubmissionListener = (
  submission: Submission,
  deps: ListenerDeps,
  slack: Slack,
) => Promise<SubmissionAnswer | undefined>;

/** Type-ahead: at most a hundred are shown. */
export type OptionsListener = (
  request: OptionsRequest,
  actor: Actor,
  deps: ListenerDeps,
  slack: Slack,
) => Promise<PlainTextOption[]>;

export type ShortcutListener = (shortcut: Shortcut, actor: Actor, deps: ListenerDeps, slack: Slack) => Promise<void>;

/** The event as Slack sent it: each listener parses what it reads. Nobody waits for an answer. */
export type EventListener = (
  event: Readonly<Record<string, unknown>>,
  envelope: EventEnvelope,
  deps: ListenerDeps,
  slack: Slack,
) => Promise<void>;

/** What one part of the interface answers to, by action id, callback id or event type. */
export interface Rows {
  clicks: Readonly<Record<string, ClickListener>>;
  submissions: Readonly<Record<string, SubmissionListener>>;
  options: Readonly<Record<string, OptionsListener>>;
  shortcuts: Readonly<Record<string, ShortcutListener>>;
  events: Readonly<Record<string, EventListener>>;
}
