import { z } from 'zod';
import type { EventEnvelope } from '../../payloads.ts';
import type { EventListener } from '../kinds.ts';
import { isQuestion } from './intent.ts';
import { type Said, talk } from './talk.ts';

/** `app_mention` and `message` (https://docs.slack.dev/reference/events/message). */
const MessageEvent = z.object({
  channel: z.string().min(1),
  channel_type: z.string().optional(),
  user: z.string().optional(),
  user_team: z.string().optional(),
  bot_id: z.string().optional(),
  subtype: z.string().optional(),
  text: z.string().default(''),
  ts: z.string(),
  thread_ts: z.string().optional(),
});
type MessageEvent = z.infer<typeof MessageEvent>;

/** What a person said; edits, joins and what apps say are nothing to answer. */
function saidIn(event: MessageEvent, envelope: EventEnvelope): Said | undefined {
  const { user, bot_id, subtype, user_team, thread_ts } = event;
  if (user === undefined || bot_id !== undefined || (subtype !== undefined && subtype !== 'file_share'))
    return undefined;
  return {
    team: envelope.context_team_id ?? envelope.team_id,
    user,
    ...(user_team !== undefined && { userTeam: user_team }),
    channel: event.channel,
    text: event.text,
    ts: event.ts,
    ...(thread_ts !== undefined && { threadTs: thread_ts }),
  };
}

/** `@Prospector acme.com`, in a channel or a thread. */
export const mentioned: EventListener = async (event, envelope, deps, slack) => {
  const said = saidIn(MessageEvent.parse(event), envelope);
  if (said) await talk(said, deps, slack);
};

/**
 * A direct message is for the app, whatever it says. In a channel the app only hears where it was given the scope to;
 * there it answers questions in its own threads, and lets colleagues talk. Mentions come as an event of their own.
 */
export const wroteMessage: EventListener = async (event, envelope, deps, slack) => {
  const message = MessageEvent.parse(event);
  const said = saidIn(message, envelope);
  if (!said) return;
  if (message.channel_type === 'im') return talk(said, deps, slack);
  const bot = envelope.authorizations[0]?.user_id;
  if (said.threadTs === undefined || !isQuestion(said.text)) return;
  if (bot !== undefined && said.text.includes(`<@${bot}>`)) return;
  const run = await deps.repositories.slots.threadRun(said.team, said.channel, said.threadTs);
  if (run !== undefined) await talk(said, deps, slack);
};
