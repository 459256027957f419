import { z } from 'zod';

/** Of the services on Google Cloud; part of the schema in `config.ts`. */
const httpUrl = z.url({ protocol: /^https?$/ });
/** `host:port`, as the clients of Google Cloud read it. */
const emulator = z.string().regex(/^[\w.-]+:\d+$/, 'is no host:port');

export const cloudVariables = {
  BACKEND: z
    .enum(['embedded', 'gcp'])
    .default('embedded')
    .describe('`gcp`: everything that lasts is in Google Cloud, and bot and worker are two services'),
  FIRESTORE_DATABASE: z.string().min(1).default('(default)').describe('Google Cloud: database of Firestore'),
  FIRESTORE_EMULATOR_HOST: emulator.optional().describe('Emulator of Firestore as host:port, instead of the real one'),
  GCS_BUCKET: z.string().min(3).optional().describe('Google Cloud: bucket for files'),
  GCS_API_ENDPOINT: httpUrl.optional().describe('Another server that speaks the JSON API of Cloud Storage'),
  PUBSUB_TOPIC: z.string().min(3).optional().describe('Google Cloud: topic for jobs'),
  PUBSUB_EMULATOR_HOST: emulator.optional().describe('Emulator of Pub/Sub as host:port, instead of the real one'),
};

export const workerVariables = {
  PUBSUB_DELIVERY: z
    .enum(['push', 'pull'])
    .default('push')
    .describe('Worker: `push`, jobs come as requests to `/jobs`; `pull`, it takes them from `PUBSUB_SUBSCRIPTION`'),
  PUBSUB_SUBSCRIPTION: z.string().min(3).optional().describe('Worker that pulls: subscription it takes jobs from'),
  PUSH_AUDIENCE: z
    .string()
    .min(1)
    .optional()
    .describe('Worker: audience of the tokens that Pub/Sub and Cloud Scheduler send'),
  PUSH_SERVICE_ACCOUNT: z.email().optional().describe('Worker: service account that Pub/Sub pushes as'),
  SCHEDULER_SERVICE_ACCOUNT: z
    .email()
    .optional()
    .describe('Worker: service account that Cloud Scheduler calls as; the one that pushes unless said'),
  OIDC_CERTS_URL: httpUrl
    .default('https://www.googleapis.com/oauth2/v1/certs')
    .describe('Worker: where the certificates are that tokens are checked with'),
  TIME_BUDGET_SECONDS: z.coerce
    .number()
    .int()
    .min(10)
    .max(540)
    .default(480)
    .describe(
      'Worker: after this long with one delivery no new step starts, and another one goes on; Pub/Sub waits for 600',
    ),
};

type Problem = (name: string, message: string) => void;
type Values = Readonly<Record<string, unknown>>;

export const problemsTo =
  <T>(context: z.core.$RefinementCtx<T>): Problem =>
  (name, message) =>
    context.addIssue({ code: 'custom', path: [name], message });

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || /^(127\.|0\.0\.0\.0$|\[::1?\]$)/.test(hostname);

/** What both services need; and that nothing leaves the machine unencrypted, or never leaves it, by mistake. */
export function cloudRules(values: Values, problem: Problem): void {
  if (values.BACKEND !== 'gcp')
    problem('BACKEND', 'has to be gcp here (bot and worker as one process: start-embedded)');
  for (const name of ['GOOGLE_CLOUD_PROJECT', 'GCS_BUCKET', 'PUBSUB_TOPIC']) {
    if (values[name] === undefined) problem(name, 'missing');
  }
  const { FIRESTORE_EMULATOR_HOST: firestore, PUBSUB_EMULATOR_HOST: pubsub } = values;
  if (firestore !== undefined && pubsub === undefined)
    problem('PUBSUB_EMULATOR_HOST', 'needed with the other emulator');
  if (pubsub !== undefined && firestore === undefined) {
    problem('FIRESTORE_EMULATOR_HOST', 'needed with the other emulator');
  }
  if (firestore !== undefined || pubsub !== undefined) return;
  for (const [name, value] of Object.entries(values)) {
    if (!/_(URL|ENDPOINT)$/.test(name) || typeof value !== 'string' || !URL.canParse(value)) continue;
    const { protocol, hostname } = new URL(value);
    // A collector usually runs beside the service, in its own container of the same instance.
    if (name === 'OTEL_EXPORTER_OTLP_ENDPOINT' && isLoopback(hostname)) continue;
    if (protocol !== 'https:') problem(name, 'has to begin with https:// in Google Cloud');
    else if (isLoopback(hostname)) problem(name, 'is an address of this machine');
  }
}

export function workerRules(values: Values, problem: Problem): void {
  for (const name of ['PUSH_AUDIENCE', 'PUSH_SERVICE_ACCOUNT']) {
    if (values[name] === undefined) problem(name, 'missing');
  }
  if (values.PUBSUB_DELIVERY === 'pull' && values.PUBSUB_SUBSCRIPTION === undefined) {
    problem('PUBSUB_SUBSCRIPTION', 'missing (or set PUBSUB_DELIVERY=push)');
  }
}
