import type { Context } from '../context.ts';
import { SlackFailure } from '../methods/method.ts';
import { applyResponse, readAnswer } from '../response-endpoint.ts';
import type { Workspace } from '../workspace.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { colleague, conversation, isOrgInstall, shownName, verificationToken } from './payload-parts.ts';
import type { Delivery, Sender } from './sender.ts';

export interface CommandInput {
  channel: string;
  user: string;
  /** The whole line, for example `/prospect Maersk`. */
  text: string;
}

/** A person sends a slash command: https://docs.slack.dev/interactivity/implementing-slash-commands */
export async function sendCommand(
  context: Context,
  sender: Sender,
  workspace: Workspace,
  input: CommandInput,
): Promise<Outcome> {
  const user = colleague(workspace, input.user);
  const channel = conversation(workspace, input.channel, user.id);
  const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(input.text.trim()) ?? [];
  const target = { workspace, channel: channel.id, user: user.id };
  const delivery = await sender.send({
    what: 'command',
    about: `${command} ${text}`.trim(),
    form: 'command',
    payload: {
      token: verificationToken,
      team_id: workspace.data.team.id,
      team_domain: workspace.data.team.domain,
      channel_id: channel.id,
      channel_name: shownName(channel),
      user_id: user.id,
      user_name: user.name,
      command,
      text: text.trim(),
      api_app_id: workspace.data.app.id,
      is_enterprise_install: String(isOrgInstall(workspace)),
      ...(workspace.data.team.enterprise && {
        enterprise_id: workspace.data.team.enterprise.id,
        enterprise_name: workspace.data.team.enterprise.name,
      }),
      response_url: context.baseUrl + context.responseUrls.issue('commands', target),
      trigger_id: context.triggers.issue(workspace, { user: user.id, channel: channel.id }),
    },
  });
  const problem = failureOf(delivery) ?? showAnswer(context, target, delivery);
  if (problem === undefined) return outcomeOf(delivery, '');
  const userSees = `${command} failed with the error "${problem}"`;
  workspace.addMessage({
    channel: channel.id,
    user: 'USLACKBOT',
    text: userSees,
    byApp: false,
    bySlack: true,
    ephemeralFor: user.id,
  });
  return { ...outcomeOf(delivery, userSees), ok: false, error: problem, userSees };
}

const failureOf = (delivery: Delivery): string | undefined =>
  delivery.error === 'http_error' ? 'dispatch_failed' : delivery.error;

/** Shows what stood in the answer itself; the problem, when Slack could not read it. */
function showAnswer(
  context: Context,
  target: Parameters<typeof applyResponse>[1],
  delivery: Delivery,
): string | undefined {
  const answer = readAnswer(delivery.contentType, delivery.body);
  if (answer === undefined) return 'invalid_command_response';
  if (Object.keys(answer).length === 0) return undefined;
  try {
    applyResponse(context, target, answer);
    return undefined;
  } catch (error) {
    if (error instanceof SlackFailure) return error.code;
    throw error;
  }
}
