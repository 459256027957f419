import { z } from 'zod';
import { cloudRules, cloudVariables, problemsTo, workerRules, workerVariables } from './cloud-config.ts';
import { AppError } from './domain/errors.ts';
import type { TokenKey } from './domain/installation.ts';

/**
 * The configuration contract (ARCHITECTURE.md, Configuration): every variable once, with its meaning. The README table
 * is tested against it. Secrets have no default; a wrong or missing variable stops the process with every problem named.
 */
const list = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.string().min(1)).min(1));
const optionalList = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => part.trim() || []));
const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const httpUrl = z.url({ protocol: /^https?$/ });

const processVariables = {
  PORT: count(0, 65_535).default(3000).describe('Port the app listens on'),
  HOST: z.string().min(1).default('0.0.0.0').describe('Address the app listens on'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('How much is logged'),
  DATA_DIR: z.string().min(1).default('.data').describe('Folder of the embedded database, queue and files'),
  LEASE_SECONDS: count(2, 600)
    .default(30)
    .describe('After this long without a sign of life another worker takes a run over'),
  SELLER_PROFILE: z
    .string()
    .min(1)
    .optional()
    .describe('JSON file with the seller profile of workspaces that wrote none'),
  CHROME_PATH: z
    .string()
    .min(1)
    .optional()
    .describe('Browser that prints PDFs; without it the bundled one, else an installed one'),
};

const googleProject = z
  .string()
  .min(1)
  .optional()
  .describe('Project in Google Cloud: for Gemini through it, and for `BACKEND=gcp`');

const modelVariables = {
  GEMINI_API_KEY: z.string().min(1).optional().describe('Key of the Gemini API; research is real when it is set'),
  GOOGLE_GENAI_USE_ENTERPRISE: flag.default(false).describe('Use Gemini through Google Cloud instead of an API key'),
  GOOGLE_CLOUD_PROJECT: googleProject,
  GOOGLE_CLOUD_LOCATION: z.string().min(1).default('global').describe('Location for Gemini through Google Cloud'),
  GOOGLE_GEMINI_BASE_URL: httpUrl.optional().describe('Another address for the Gemini API'),
  GEMINI_MODELS_FAST: list
    .default(['gemini-3.8-flash', 'gemini-flash-latest'])
    .describe('Models for research calls, first choice first'),
  GEMINI_MODELS_STRONG: list
    .default(['gemini-4-argon', 'gemini-pro-latest', 'gemini-3.8-flash'])
    .describe('Models for report, gaps, ideas and assets, first choice first'),
  GEMINI_DEEP_RESEARCH_AGENT: z
    .string()
    .min(1)
    .default('deep-research-preview-04-2026')
    .describe('Agent that deep runs ask besides the models'),
  DEEP_RESEARCH_MINUTES: count(1, 240)
    .default(60)
    .describe('Longest wait for the agent; then a run goes on without it'),
  DEEP_RESEARCH_POLL_SECONDS: count(1, 600).default(30).describe('Pause between two looks at the agent'),
  GEMINI_CONCURRENCY: count(1, 64).default(8).describe('Model calls under way at once, over all runs of a process'),
  EMBEDDINGS: z
    .enum(['gemini', 'vertex', 'lexical'])
    .optional()
    .describe(
      'What finds similar memories: `gemini` or `vertex` (meaning) or `lexical` (shared words); `gemini` unless said',
    ),
  GEMINI_EMBEDDING_MODEL: z
    .string()
    .min(1)
    .default('gemini-embedding-2')
    .describe('Model of the embeddings; after a change run `npm run admin -- re-embed`'),
  EVIDENCE_REUSE_HOURS: count(0, 8760)
    .default(24)
    .describe('Evidence younger than this is taken over from earlier runs of the team; 0 = never'),
  GEMINI_TIMEOUT_SECONDS: count(1, 600).default(120).describe('Longest wait for one answer of a model'),
};

const price = z.number().min(0);
const prices = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z.record(
      z.string().min(1),
      z.strictObject({ perMillionIn: price, perMillionOut: price, perThousandSearches: price }),
    ),
  );

const budgetVariables = {
  GEMINI_PRICES: prices
    .default({})
    .describe(
      'Prices in US dollars, as JSON: `{"gemini-4-argon": {"perMillionIn": 2, "perMillionOut": 12, "perThousandSearches": 14}}`; `default` is for the models that are not named',
    ),
  MAX_SEARCH_QUERIES_PER_RUN: count(1, 100_000)
    .default(100)
    .describe('Searches of one run over all its attempts, without those of a deep run’s agent'),
  MAX_TOKENS_PER_RUN: count(1000, 1_000_000_000).default(2_000_000).describe('Tokens of one run, read and written'),
  MAX_COST_PER_RUN_USD: z.coerce
    .number()
    .positive()
    .default(2)
    .describe('Estimated cost of one run, without a deep run’s agent; when it is reached, what exists is delivered'),
};

const telemetryVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl
    .optional()
    .describe('OpenTelemetry collector that numbers about the work go to, over HTTP, once a minute; none unless said'),
};

/** Absent: not limited, or kept for ever. What the admins of a workspace set in App Home can only be lower. */
const limitVariables = {
  RUNS_PER_USER_PER_DAY: count(0, 10_000)
    .optional()
    .describe('Runs that one person may start in a day (UTC); no limit unless said'),
  RUNS_PER_TEAM_PER_DAY: count(0, 100_000)
    .optional()
    .describe('Runs that one workspace may start in a day (UTC); no limit unless said'),
  CONCURRENT_RUNS_PER_TEAM: count(1, 50)
    .default(3)
    .describe('Runs of one workspace worked on at once, over all processes; the others wait their turn'),
  JOBS_AT_ONCE: count(1, 200)
    .default(8)
    .describe('Runs, questions and exports that one process works on at once, over all workspaces'),
  JOB_ATTEMPTS: count(1, 100)
    .default(5)
    .describe(
      'Failures on our side, one after the other, after which work is given up; `npm run admin -- replay` brings it back',
    ),
  RETENTION_DAYS: count(1, 3650)
    .optional()
    .describe(
      'Days after which an ended run and all that was found in it are deleted, unless its project is active; for ever unless said',
    ),
  UNINSTALLED_DAYS: count(1, 3650)
    .default(30)
    .describe('Days after which everything of a workspace that removed the app is deleted'),
};

/** `id:base64,…`. The id is stored with what the key encrypts, so it must not change its meaning. */
const tokenKeys = z.string().transform((text, context): [TokenKey, ...TokenKey[]] => {
  const [first, ...others] = text.split(',').map((pair): TokenKey => {
    const [, id = '', key = ''] = /^\s*([\w.-]{1,40}):([A-Za-z0-9+/]+={0,2})\s*$/.exec(pair) ?? [];
    return { id, key: Buffer.from(key, 'base64') };
  });
  const keys: [TokenKey, ...TokenKey[]] | undefined = first && [first, ...others];
  const isRight = keys?.every(({ key }) => key.length === 32) && new Set(keys.map(({ id }) => id)).size === keys.length;
  if (keys && isRight) return keys;
  context.addIssue({ code: 'custom', message: 'is no list of id:key, each key 32 bytes in base64, each id once' });
  return z.NEVER;
});

const slackVariables = {
  SLACK_SIGNING_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('Signing secret of the Slack app (Basic Information); not needed with `SLACK_APP_TOKEN`'),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-')
    .optional()
    .describe('App-level token for Socket Mode: Slack is reached from inside, no public address is needed'),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-')
    .optional()
    .describe('One workspace: its bot token (OAuth & Permissions)'),
  SLACK_CLIENT_ID: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Many workspaces, instead of the bot token: client id of the Slack app; people install at `/slack/install`',
    ),
  SLACK_CLIENT_SECRET: z.string().min(1).optional().describe('Many workspaces: client secret of the Slack app'),
  SLACK_STATE_SECRET: z
    .string()
    .min(16)
    .optional()
    .describe('Many workspaces: any long random text; signs the way to Slack and back'),
  TOKEN_ENCRYPTION_KEY: tokenKeys
    .optional()
    .describe(
      'Many workspaces: keys of the stored tokens as `id:key[,id2:key2]`, each key 32 bytes in base64; the first encrypts, all decrypt',
    ),
  PUBLIC_URL: httpUrl
    .optional()
    .describe(
      'Many workspaces: address of the app, for the way back from Slack; else the first redirect URL of the app',
    ),
  SLACK_API_URL: httpUrl.default('https://slack.com/api/').describe("Address of Slack's Web API"),
  SLACK_TIMEOUT_SECONDS: count(1, 60)
    .default(10)
    .describe(
      'Longest wait for one answer of Slack while a thread is written; what a process was posting when it died is looked for after one and a half times that',
    ),
  ALLOWED_TEAMS: optionalList.describe(
    'Workspaces that may use the app, as T… (and E… of an organisation that installs it for all of its own); empty: every one that has it',
  ),
  ADMINS: optionalList.describe('People who may set everything in App Home, as T…/U…; they can name more there'),
  MANAGERS: optionalList.describe('People who see spend and may stop and delete what others made, as T…/U…'),
};

const modelRules = <
  T extends {
    GEMINI_API_KEY?: string | undefined;
    GOOGLE_GENAI_USE_ENTERPRISE: boolean;
    GOOGLE_CLOUD_PROJECT?: string | undefined;
    EMBEDDINGS?: string | undefined;
  },
>(
  value: T,
  context: z.core.$RefinementCtx<T>,
) => {
  if (value.GOOGLE_GENAI_USE_ENTERPRISE) {
    if (!value.GOOGLE_CLOUD_PROJECT) {
      context.addIssue({
        code: 'custom',
        path: ['GOOGLE_CLOUD_PROJECT'],
        message: 'needed with GOOGLE_GENAI_USE_ENTERPRISE=true',
      });
    }
  } else if (!value.GEMINI_API_KEY) {
    context.addIssue({
      code: 'custom',
      path: ['GEMINI_API_KEY'],
      message: 'missing (or set GOOGLE_GENAI_USE_ENTERPRISE=true)',
    });
  }
  if (value.EMBEDDINGS === 'vertex' && !value.GOOGLE_CLOUD_PROJECT && !value.GOOGLE_GENAI_USE_ENTERPRISE) {
    problemsTo(context)('GOOGLE_CLOUD_PROJECT', 'needed with EMBEDDINGS=vertex');
  }
};

const manyWorkspaces = [
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'TOKEN_ENCRYPTION_KEY',
] as const;

/** It refreshes tokens and decrypts them; nobody installs anything there. */
const workerTokens = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'TOKEN_ENCRYPTION_KEY'] as const;

type SlackRuled = Partial<
  Record<(typeof manyWorkspaces)[number] | 'SLACK_BOT_TOKEN' | 'SLACK_SIGNING_SECRET' | 'SLACK_APP_TOKEN', unknown>
>;

/** The token of one workspace, or everything for many. */
const tokenRules =
  (names: readonly (typeof manyWorkspaces)[number][]) =>
  <T extends SlackRuled>(value: T, context: z.core.$RefinementCtx<T>) => {
    const problem = problemsTo(context);
    const given = names.filter((name) => value[name] !== undefined);
    if (value.SLACK_BOT_TOKEN !== undefined) {
      for (const name of given) problem(name, 'not together with SLACK_BOT_TOKEN');
    } else if (given.length === 0) {
      problem('SLACK_BOT_TOKEN', `missing (or, for many workspaces, set ${names.join(', ')})`);
    } else {
      for (const name of names) if (value[name] === undefined) problem(name, 'missing');
    }
  };

/** A signature to check, or the socket's own token. */
const doorRules = <T extends SlackRuled>(value: T, context: z.core.$RefinementCtx<T>) => {
  if (value.SLACK_SIGNING_SECRET === undefined && value.SLACK_APP_TOKEN === undefined) {
    problemsTo(context)('SLACK_SIGNING_SECRET', 'missing');
  }
};

/** Looked at also when other variables are wrong, so that every problem is named at once. */
const besides = { when: () => true };

/** For administration from the command line: a model is needed only by what asks one. */
export const AdminConfig = z.object({
  ...processVariables,
  ...modelVariables,
  ALLOWED_TEAMS: slackVariables.ALLOWED_TEAMS,
  ...cloudVariables,
});
export type AdminConfig = z.infer<typeof AdminConfig>;

/** For a run in the terminal. */
export const TerminalConfig = z
  .object({ ...processVariables, ...modelVariables, ...budgetVariables })
  .superRefine(modelRules, besides);
export type TerminalConfig = z.infer<typeof TerminalConfig>;

/** What every process that serves workspaces knows. */
const servingVariables = {
  ...processVariables,
  ...budgetVariables,
  ...slackVariables,
  ...limitVariables,
  ...telemetryVariables,
};

/** For bot and worker in one process. */
export const EmbeddedConfig = z
  .object({ ...servingVariables, ...modelVariables })
  .superRefine(modelRules, besides)
  .superRefine(tokenRules(manyWorkspaces), besides)
  .superRefine(doorRules, besides);
export type EmbeddedConfig = z.infer<typeof EmbeddedConfig>;

/** For the bot as a service of its own: it asks no model. */
export const BotConfig = z
  .object({ ...servingVariables, ...cloudVariables, GOOGLE_CLOUD_PROJECT: googleProject })
  .superRefine(tokenRules(manyWorkspaces), besides)
  .superRefine((value, context) => {
    const problem = problemsTo(context);
    cloudRules(value, problem);
    if (value.SLACK_SIGNING_SECRET === undefined) problem('SLACK_SIGNING_SECRET', 'missing');
    if (value.SLACK_APP_TOKEN !== undefined) problem('SLACK_APP_TOKEN', 'only for bot and worker in one process');
  }, besides);
export type BotConfig = z.infer<typeof BotConfig>;

/** For the worker as a service of its own: it writes to Slack, and hears nothing from it. */
export const WorkerConfig = z
  .object({ ...servingVariables, ...modelVariables, ...cloudVariables, ...workerVariables })
  .superRefine(modelRules, besides)
  .superRefine(tokenRules(workerTokens), besides)
  .superRefine((value, context) => {
    cloudRules(value, problemsTo(context));
    workerRules(value, problemsTo(context));
  }, besides);
export type WorkerConfig = z.infer<typeof WorkerConfig>;

/** What both ways to start the bot know. */
export type GatewayConfig = Pick<EmbeddedConfig, keyof EmbeddedConfig & keyof BotConfig>;
export type CloudConfig = Pick<BotConfig, keyof BotConfig & keyof WorkerConfig>;
/** What every process that serves a workspace knows. */
export type LimitConfig = z.infer<z.ZodObject<typeof limitVariables>>;
export type TelemetryConfig = z.infer<z.ZodObject<typeof telemetryVariables>>;
export type SlackConfig = z.infer<z.ZodObject<typeof slackVariables>>;

export const variables: Readonly<Record<string, z.ZodType>> = {
  ...processVariables,
  ...modelVariables,
  ...budgetVariables,
  ...slackVariables,
  ...limitVariables,
  ...telemetryVariables,
  ...cloudVariables,
  ...workerVariables,
};

/** Error: `invalid_configuration`, whose message names every variable that is wrong, never its value. */
export function readConfig<S extends z.ZodType>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): z.infer<S> {
  // An empty variable counts as missing: that is what `NAME=` in an env file means to people.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.');
    const missing = issue.code === 'invalid_type' && given[name] === undefined;
    return `  ${name}: ${missing ? 'missing' : issue.message}`;
  });
  throw new AppError('invalid_configuration', `The configuration is not usable:\n${problems.join('\n')}`);
}
