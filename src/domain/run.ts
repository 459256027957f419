import { z } from 'zod';
import { CompanyCandidate } from './company.ts';
import { Usage } from './evidence.ts';
import { ContextMode } from './project.ts';
import { StoredError } from './stage.ts';
import { cleanLine, id, timestamp, userText } from './text.ts';

export const RunMode = z.enum(['quick', 'standard', 'deep']);
export type RunMode = z.infer<typeof RunMode>;

export const RunStatus = z.enum(['queued', 'running', 'waiting', 'completed', 'partial', 'failed', 'cancelled']);
export type RunStatus = z.infer<typeof RunStatus>;

/** What a user may say about a run, checked where it comes in (command, modal, terminal). */
export const RunRequest = z.object({
  companyName: z
    .string()
    .overwrite(cleanLine)
    .min(1, { error: 'Give a company name or its domain.' })
    .max(255, { error: 'A company name may have at most 255 characters.' })
    .regex(/[\p{L}\p{N}]/u, { error: 'A company name needs at least one letter or digit.' }),
  domain: z
    .string()
    .overwrite((text) => cleanLine(text).toLowerCase())
    .regex(/^(?=.{4,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/, {
      error: 'A domain looks like acme.com, without https:// or a path.',
    })
    .optional(),
  mode: RunMode.default('standard'),
  salesHistory: userText(5000, 'The sales history').default(''),
  focus: userText(10_000, 'The focus').default(''),
  wanted: z.array(id(80)).default([]),
  /** Project this run is an iteration of. */
  project: id(60).optional(),
  /** Absent: accumulate. */
  contextMode: ContextMode.optional(),
  /** Run whose findings a fork starts from. */
  basedOn: id(60).optional(),
  template: z.object({ id: id(60), version: z.int().min(1) }).optional(),
});
export type RunRequest = z.infer<typeof RunRequest>;

/** Token is the fencing number: it only grows, and a write with an older one is refused. */
export const Lease = z.object({ owner: id(), token: z.int().min(1), expiresAt: timestamp() });
export type Lease = z.infer<typeof Lease>;

export const Attempt = z.object({
  no: z.int().min(1),
  /** Stage ids this attempt was asked for. */
  wanted: z.array(id(80)).min(1),
  /** Stages to make again although a result is stored. */
  remake: z.array(id(80)),
  /** Who asked for it; the first was asked for by whoever made the run. */
  by: id(40).optional(),
  status: RunStatus,
  /** How often work on it broke off for an unforeseen reason since it last got on, and how many steps had ended then. */
  failures: z.object({ count: z.int().min(1), endedStages: z.int().min(0) }).optional(),
  startedAt: timestamp().optional(),
  finishedAt: timestamp().optional(),
});
export type Attempt = z.infer<typeof Attempt>;

/** What the run waits for a person to say. */
export const Waiting = z.discriminatedUnion('for', [
  z.object({ for: z.literal('identity'), candidates: z.array(CompanyCandidate).min(2).max(8), until: timestamp() }),
  z.object({ for: z.literal('place'), reason: z.string(), until: timestamp() }),
]);
export type Waiting = z.infer<typeof Waiting>;

export const Run = RunRequest.extend({
  id: id(60),
  team: id(40),
  createdBy: id(40),
  createdAt: timestamp(),
  updatedAt: timestamp(),
  schemaVersion: z.literal(1),
  /** Conversation id in Slack, or `terminal`. */
  channel: id(60),
  /** `team`, or the id of the private conversation whose members alone may see it. */
  visibility: id(60),
  /** Thread it was asked for in; its messages go there instead of opening a thread of their own. */
  threadTs: z.string().max(40).optional(),
  /** Execution id of the Workflow Builder step that waits for its end. */
  workflow: id(120).optional(),
  /** Where an explanation can be sent when the app cannot post: Slack's response_url, valid for 30 minutes. */
  replyUrl: z.string().optional(),
  /** Number within its project, given when the run is made. */
  iteration: z.int().min(1).optional(),
  status: RunStatus,
  attempts: z.array(Attempt).min(1),
  lease: Lease.optional(),
  /** Of a queued run that only waits for work done elsewhere (a research agent): when to look again. */
  dueAt: timestamp().optional(),
  /** Largest token ever given; survives the release of a lease. */
  lastToken: z.int().min(0),
  cancelRequested: z.object({ by: id(40), at: timestamp() }).optional(),
  waiting: Waiting.optional(),
  /** The candidate a person chose. */
  choice: CompanyCandidate.optional(),
  usage: Usage,
  warnings: z.array(z.string()),
  error: StoredError.optional(),
  startedAt: timestamp().optional(),
  finishedAt: timestamp().optional(),
});
export type Run = z.infer<typeof Run>;

export const currentAttempt = (run: Run): Attempt => {
  const attempt = run.attempts.at(-1);
  if (!attempt) throw new TypeError('a run has at least one attempt');
  return attempt;
};

/** How the warning begins that says what the budget of a run kept from being made. */
export const budgetWarning = 'Budget reached';

export const terminalStatuses = ['completed', 'partial', 'failed', 'cancelled'] as const satisfies readonly RunStatus[];
export const isTerminal = (status: RunStatus): boolean => (terminalStatuses as readonly RunStatus[]).includes(status);
