import type { App } from '@slack/bolt';
import { assertWelcome } from '../access.ts';
import type { ListenerDeps } from '../deps.ts';
import { BlockActions, SlashCommand, ViewSubmission } from '../payloads.ts';
import { sendReply } from '../reply.ts';
import { say } from '../views/answers.ts';
import type { Click } from './click.ts';
import { clicks, commands, submissions } from './table.ts';

export interface RegistrationOptions {
  allowedTeams?: readonly string[];
  fetch?: typeof globalThis.fetch;
}

/** Between Bolt and the listeners: parse, let in, handle (stores and publishes), acknowledge, answer. */
export function registerListeners(app: App, deps: ListenerDeps, { allowedTeams, fetch }: RegistrationOptions): void {
  for (const [name, listener] of Object.entries(commands)) {
    app.command(name, async ({ body, ack, client }) => {
      const command = SlashCommand.parse(body);
      assertWelcome(command.team_id, undefined, allowedTeams);
      const answer = await listener(command, deps, client);
      if (!answer) return ack();
      await ack({ response_type: 'ephemeral', text: answer.text, blocks: answer.blocks });
    });
  }

  for (const [id, listener] of Object.entries(submissions)) {
    app.view({ callback_id: id, type: 'view_submission' }, async ({ body, ack }) => {
      const submission = ViewSubmission.parse(body);
      assertWelcome(submission.team.id, submission.user.team_id, allowedTeams);
      await ack(await listener(submission, deps));
    });
  }

  // One for all buttons, so that a button of an older version is answered too instead of costing its user three seconds.
  app.action({ type: 'block_actions' }, async ({ body, ack, client }) => {
    const payload = BlockActions.parse(body);
    assertWelcome(payload.team.id, payload.user.team_id, allowedTeams);
    const [action] = payload.actions;
    const listener = action && clicks[action.action_id];
    const answer = listener
      ? await listener(clickOf(payload), deps, client)
      : say('That button belongs to an older version and does nothing any more.');
    await ack();
    if (answer && payload.response_url !== undefined) {
      await sendReply(payload.response_url, answer, { log: deps.log, ...(fetch && { fetch }) });
    }
  });
}

const clickOf = ({ team, user, channel, trigger_id, response_url, actions }: BlockActions): Click => ({
  team: team.id,
  user: user.id,
  trigger: trigger_id,
  value: actions[0]?.value ?? '',
  ...(channel && { channel: channel.id }),
  ...(channel?.name !== undefined && { channelName: channel.name }),
  ...(team.domain !== undefined && { teamDomain: team.domain }),
  ...(response_url !== undefined && { replyUrl: response_url }),
});
