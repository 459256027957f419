import { z } from 'zod';
import { AppError } from './domain/errors.ts';

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

const modelVariables = {
  GEMINI_API_KEY: z.string().min(1).optional().describe('Key of the Gemini API; research is real when it is set'),
  GOOGLE_GENAI_USE_ENTERPRISE: flag.default(false).describe('Use Gemini through Google Cloud instead of an API key'),
  GOOGLE_CLOUD_PROJECT: z.string().min(1).optional().describe('Project for Gemini through Google Cloud'),
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
    .enum(['gemini', 'lexical'])
    .optional()
    .describe('What finds similar memories: `gemini` (meaning) or `lexical` (shared words); `gemini` unless said'),
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

const slackVariables = {
  SLACK_SIGNING_SECRET: z.string().min(1).describe('Signing secret of the Slack app (Basic Information)'),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-').describe('Bot token of the workspace (OAuth & Permissions)'),
  SLACK_API_URL: httpUrl.default('https://slack.com/api/').describe("Address of Slack's Web API"),
  ALLOWED_TEAMS: optionalList.describe('Workspaces that may use the app, as T…; empty: the one the token belongs to'),
  MANAGERS: optionalList.describe('People who may cancel the runs of others, as T…/U…'),
  CONCURRENT_RUNS_PER_TEAM: count(1, 50).default(3).describe('Runs of one workspace worked on at once'),
};

const modelRules = <
  T extends {
    GEMINI_API_KEY?: string | undefined;
    GOOGLE_GENAI_USE_ENTERPRISE: boolean;
    GOOGLE_CLOUD_PROJECT?: string | undefined;
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
};

/** Looked at also when other variables are wrong, so that every problem is named at once. */
const besides = { when: () => true };

/** For administration from the command line: a model is needed only by what asks one. */
export const AdminConfig = z.object({
  ...processVariables,
  ...modelVariables,
  ALLOWED_TEAMS: slackVariables.ALLOWED_TEAMS,
});
export type AdminConfig = z.infer<typeof AdminConfig>;

/** For a run in the terminal. */
export const TerminalConfig = z
  .object({ ...processVariables, ...modelVariables, ...budgetVariables })
  .superRefine(modelRules, besides);
export type TerminalConfig = z.infer<typeof TerminalConfig>;

/** For bot and worker in one process. */
export const EmbeddedConfig = z
  .object({ ...processVariables, ...modelVariables, ...budgetVariables, ...slackVariables })
  .superRefine(modelRules, besides);
export type EmbeddedConfig = z.infer<typeof EmbeddedConfig>;

export const variables: Readonly<Record<string, z.ZodType>> = {
  ...processVariables,
  ...modelVariables,
  ...budgetVariables,
  ...slackVariables,
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
