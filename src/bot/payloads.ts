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
const Channel = z.object({ id: z.string().min(1), name: z.string().optional() });
const Message = z.object({ ts: z.string(), thread_ts: z.string().optional(), text: z.string().optional() });
const Option = z.object({ value: z.string() });

/** What an input holds, whatever its kind. */
export const InputState = z.object({
  value: z.string().nullish(),
  selected_option: Option.nullish(),
  selected_options: z.array(Option).nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_conversation: z.string().nullish(),
  selected_date: z.string().nullish(),
});
export type InputState = z.infer<typeof InputState>;

const View = z.object({
  id: z.string().min(1),
  hash: z.string().default(''),
  type: z.string().default('modal'),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  /** The modal below it. */
  previous_view_id: z.string().nullish(),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })).default([]),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), InputState)) }).default(() => ({ values: {} })),
});
export type View = z.infer<typeof View>;

/** In an app installed for a whole organisation `team` may be null; the person's own workspace is meant then. */
const withTeam = <S extends z.ZodType>(schema: S) =>
  z.preprocess((payload) => {
    const given = z.looseObject({ team: z.unknown(), user: z.looseObject({ team_id: z.string() }) }).safeParse(payload);
    return given.success && (given.data.team ?? null) === null
      ? { ...given.data, team: { id: given.data.user.team_id } }
      : payload;
  }, schema);

const Clicked = z.object({
  team: Team,
  user: User,
  channel: Channel.optional(),
  message: Message.optional(),
  view: View.optional(),
  trigger_id: z.string().min(1),
  response_url: z.string().optional(),
  actions: z
    .array(InputState.extend({ action_id: z.string(), block_id: z.string().optional(), value: z.string().nullish() }))
    .min(1),
});
export const BlockActions = withTeam(Clicked);
export type BlockActions = z.infer<typeof BlockActions>;

export const ViewSubmission = withTeam(
  z.object({ team: Team, user: User, view: View, trigger_id: z.string().optional() }),
);
export type ViewSubmission = z.infer<typeof ViewSubmission>;

export const OptionsRequest = withTeam(
  z.object({
    team: Team,
    user: User,
    channel: Channel.optional(),
    view: View.optional(),
    action_id: z.string(),
    block_id: z.string().optional(),
    value: z.string().default(''),
  }),
);
export type OptionsRequest = z.infer<typeof OptionsRequest>;

export const Shortcut = withTeam(
  z.object({
    team: Team,
    user: User,
    callback_id: z.string(),
    trigger_id: z.string().min(1),
    response_url: z.string().optional(),
    /** Of a message shortcut. */
    channel: Channel.optional(),
    message: Message.optional(),
  }),
);
export type Shortcut = z.infer<typeof Shortcut>;

/** What is around an event (https://docs.slack.dev/apis/events-api#callback-field). */
export const EventEnvelope = z.object({
  team_id: z.string().min(1),
  /** The workspace that sees the event; in shared channels it may differ from the team. */
  context_team_id: z.string().nullish(),
  event_id: z.string().default(''),
  is_ext_shared_channel: z.boolean().default(false),
  authorizations: z
    .array(
      z.object({ team_id: z.string().nullish(), enterprise_id: z.string().nullish(), user_id: z.string().optional() }),
    )
    .default([]),
});
export type EventEnvelope = z.infer<typeof EventEnvelope>;

/** The first string of what an input holds; undefined when it is empty. */
export const textOf = (state: InputState | undefined): string | undefined =>
  state?.selected_option?.value ??
  state?.value ??
  state?.selected_user ??
  state?.selected_conversation ??
  state?.selected_date ??
  undefined;

/** Every string of what an input holds. */
export const listOf = (state: InputState | undefined): string[] =>
  state?.selected_options?.map(({ value }) => value) ?? state?.selected_users ?? [textOf(state) ?? []].flat();

/** What was typed or chosen in a form, by block: each block has one input. */
export const inputIn = (view: View, blockId: string): InputState | undefined =>
  Object.values(view.state.values[blockId] ?? {})[0];
