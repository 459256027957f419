import { z } from 'zod';

/**
 * The members we read of what Slack sends (https://docs.slack.dev/interactivity/implementing-slash-commands,
 * https://docs.slack.dev/reference/interaction-payloads). Everything else is ignored.
 */
export const SlashCommand = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string().min(1),
  team_domain: z.string().optional(),
  user_id: z.string().min(1),
  channel_id: z.string().min(1),
  channel_name: z.string().optional(),
  trigger_id: z.string().min(1),
  response_url: z.string().optional(),
});
export type SlashCommand = z.infer<typeof SlashCommand>;

const Team = z.object({ id: z.string().min(1), domain: z.string().optional() });
/** `team_id` differs from the team's where somebody from another organisation clicks in a shared channel. */
const User = z.object({ id: z.string().min(1), team_id: z.string().optional() });

export const BlockActions = z.object({
  team: Team,
  user: User,
  channel: z.object({ id: z.string().min(1), name: z.string().optional() }).optional(),
  trigger_id: z.string().min(1),
  response_url: z.string().optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1),
});
export type BlockActions = z.infer<typeof BlockActions>;

const InputState = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

export const ViewSubmission = z.object({
  team: Team,
  user: User,
  view: z.object({
    id: z.string().min(1),
    hash: z.string(),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), InputState)) }),
  }),
});
export type ViewSubmission = z.infer<typeof ViewSubmission>;
