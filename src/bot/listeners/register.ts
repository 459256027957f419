import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Actor, Person } from '../access.ts';
import { actionOf } from '../action-ids.ts';
import type { Answer, ListenerDeps, Slack } from '../deps.ts';
import {
  BlockActions,
  EventEnvelope,
  listOf,
  OptionsRequest,
  Shortcut,
  SlashCommand,
  textOf,
  ViewSubmission,
} from '../payloads.ts';
import { sendReply } from '../reply.ts';
import { showNotice } from '../slack-client.ts';
import { say } from '../views/answers.ts';
import { noticeView } from '../views/notice.ts';
import type { Click } from './click.ts';
import type { Submission } from './kinds.ts';
import { clicks, closings, commands, events, options, shortcuts, submissions } from './table.ts';

export interface RegistrationOptions {
  fetch?: typeof globalThis.fetch;
}

/** Between Bolt and the listeners: parse, let in, handle (stores and publishes), acknowledge, answer. */
export function registerListeners(app: App, deps: ListenerDeps, { fetch }: RegistrationOptions): void {
  const admit = (person: Person, slack: WebClient): Promise<Actor> => deps.access.admit(person, slack);
  const personIn = ({ team, user, channel }: Pick<BlockActions, 'team' | 'user' | 'channel'>): Person => ({
    team: team.id,
    user: user.id,
    ...(user.team_id !== undefined && { userTeam: user.team_id }),
    ...(channel && { channel: channel.id }),
  });

  for (const [name, listener] of Object.entries(commands)) {
    app.command(name, async ({ body, ack, client }) => {
      const command = SlashCommand.parse(body);
      const actor = await admit({ team: command.team_id, user: command.user_id, channel: command.channel_id }, client);
      const answer = await listener(command, actor, deps, client);
      if (!answer) return ack();
      await ack({ response_type: 'ephemeral', text: answer.text, blocks: answer.blocks });
    });
  }

  for (const [id, listener] of Object.entries(submissions)) {
    app.view({ callback_id: id, type: 'view_submission' }, async ({ body, ack, client }) => {
      const sent = ViewSubmission.parse(body);
      const actor = await admit(personIn(sent), client);
      const answer = await listener(submissionOf(sent, actor), deps, client);
      await (answer ? ack(answer) : ack());
    });
  }
  for (const [id, listener] of Object.entries(closings)) {
    app.view({ callback_id: id, type: 'view_closed' }, async ({ body, ack, client }) => {
      const closed = ViewSubmission.parse(body);
      await listener(submissionOf(closed, await admit(personIn(closed), client)), deps, client);
      await ack();
    });
  }

  // One for all buttons, so that a button of an older version is answered too instead of costing its user three seconds.
  app.action({ type: 'block_actions' }, async ({ body, ack, client }) => {
    const payload = BlockActions.parse(body);
    const actor = await admit(personIn(payload), client);
    const [action] = payload.actions;
    const listener = action && clicks[actionOf(action.action_id)];
    const answer = listener
      ? await listener(clickOf(payload, actor), deps, client)
      : say('That button belongs to an older version and does nothing any more.');
    await ack();
    if (answer) await tell(payload, answer, client);
  });

  async function tell(payload: BlockActions, answer: Answer, slack: Slack): Promise<void> {
    if (payload.response_url !== undefined) {
      return sendReply(payload.response_url, answer, { log: deps.log, ...(fetch && { fetch }) });
    }
    // A Home has no ephemeral messages.
    const over = payload.view?.type === 'modal' ? 'modal' : 'view';
    await showNotice(slack, { trigger: payload.trigger_id, view: noticeView(answer), over }, deps.log);
  }

  for (const [id, listener] of Object.entries(options)) {
    app.options<'block_suggestion'>({ action_id: id, type: 'block_suggestion' }, async ({ body, ack, client }) => {
      const request = OptionsRequest.parse(body);
      const actor = await admit(personIn(request), client);
      await ack({ options: (await listener(request, actor, deps, client)).slice(0, 100) });
    });
  }

  for (const [id, listener] of Object.entries(shortcuts)) {
    app.shortcut(id, async ({ body, ack, client }) => {
      const shortcut = Shortcut.parse(body);
      await listener(shortcut, await admit(personIn(shortcut), client), deps, client);
      await ack();
    });
  }

  for (const [type, listeners] of Object.entries(events)) {
    app.event(type, async ({ event, body, client }) => {
      const envelope = EventEnvelope.parse(body);
      for (const listener of listeners) await listener({ ...event }, envelope, deps, client);
    });
  }
}

const submissionOf = ({ view, team, trigger_id }: ViewSubmission, actor: Actor): Submission => ({
  ...actor,
  view,
  ...(trigger_id !== undefined && { trigger: trigger_id }),
  ...(team.domain !== undefined && { teamDomain: team.domain }),
});

function clickOf(
  { team, channel, message, view, trigger_id, response_url, actions }: BlockActions,
  actor: Actor,
): Click {
  const [action] = actions;
  return {
    ...actor,
    trigger: trigger_id,
    action: action?.action_id ?? '',
    value: textOf(action) ?? '',
    values: listOf(action),
    ...(action?.block_id !== undefined && { blockId: action.block_id }),
    ...(channel?.name !== undefined && { channelName: channel.name }),
    ...(message && { messageTs: message.ts, threadTs: message.thread_ts ?? message.ts }),
    ...(view && { view }),
    ...(team.domain !== undefined && { teamDomain: team.domain }),
    ...(response_url !== undefined && { replyUrl: response_url }),
  };
}
