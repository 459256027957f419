import { setTimeout } from 'node:timers/promises';
import { PubSub } from '@google-cloud/pubsub';
import { type GeminiSimulatorOptions, startGeminiSimulator } from '../../simulator/gemini/start-gemini-simulator.ts';
import { createControlClient } from '../../simulator/slack/control/client.ts';
import { startSlackSimulator } from '../../simulator/slack/start-slack-simulator.ts';
import { systemClock } from '../../src/clock.ts';
import { openGcp } from '../../src/storage/gcp/open-gcp.ts';
import { createRepositories } from '../../src/storage/repositories/repositories.ts';
import { audience, pusher, scheduler, startIssuer } from '../../src/worker/fixtures/issuer.ts';
import { type Emulator, startEmulator } from '../emulators.ts';
import { startCloudStorage } from '../servers/cloud-storage.ts';
import { startSigningProxy } from '../servers/signing-proxy.ts';
import { type AppProcess, startAppProcess } from './app-process.ts';
import { rep, sales, team } from './workspace.ts';

/** Google Cloud as far as there is one on a machine; everything in it is shared by the projects of one test file. */
export async function openGoogleCloud() {
  const [firestore, pubsub, storage, issuer] = await Promise.all([
    startEmulator('firestore'),
    startEmulator('pubsub'),
    startCloudStorage(),
    startIssuer(),
  ]);
  const emulators = { FIRESTORE_EMULATOR_HOST: firestore.host, PUBSUB_EMULATOR_HOST: pubsub.host };
  // The clients read it from the environment, in this process too.
  Object.assign(process.env, emulators);
  return {
    emulators,
    storage,
    issuer,
    async close() {
      for (const name of Object.keys(emulators)) delete process.env[name];
      const stopping = [firestore, pubsub].map((emulator: Emulator) => emulator.stop());
      await Promise.all([...stopping, storage.close(), issuer.close()]);
    },
  };
}

export type GoogleCloud = Awaited<ReturnType<typeof openGoogleCloud>>;

export interface CloudOptions {
  gemini?: GeminiSimulatorOptions;
  /** Of the worker. */
  env?: Record<string, string>;
  delivery?: 'push' | 'pull';
}

/** As the start-up probe of Cloud Run: no request comes before it. */
async function untilReady(port: number): Promise<void> {
  const { status } = await fetch(`http://127.0.0.1:${port}/ready`);
  if (status !== 200) throw new Error(`not ready: ${status}`);
}

const slackSecrets = { signingSecret: 'signing-secret-of-a-test', botToken: 'xoxb-test' };

/** Bot and worker as two processes in a project of their own, between a simulated Slack and a simulated Gemini. */
export async function openCloudWorkspace(cloud: GoogleCloud, projectId: string, options: CloudOptions = {}) {
  const { delivery = 'push' } = options;
  const slack = await startSlackSimulator(slackSecrets);
  const gemini = await startGeminiSimulator(options.gemini ?? {});
  const control = createControlClient(slack.url);
  const push = await startSigningProxy(() => cloud.issuer.token({ email: pusher }));
  const admin = new PubSub({ projectId });
  const [topic] = await admin.createTopic('jobs');
  const [dead] = await admin.createTopic('dead-letters');
  await topic.createSubscription('worker', {
    ackDeadlineSeconds: 600,
    deadLetterPolicy: { deadLetterTopic: dead.name, maxDeliveryAttempts: 100 },
    ...(delivery === 'push' && { pushConfig: { pushEndpoint: `${push.url}/jobs` } }),
  });
  await dead.createSubscription('dead-letters', { pushConfig: { pushEndpoint: `${push.url}/dead-letters` } });

  const shared = {
    HOST: '127.0.0.1',
    PORT: '0',
    BACKEND: 'gcp',
    GOOGLE_CLOUD_PROJECT: projectId,
    GCS_BUCKET: `${projectId}-files`,
    GCS_API_ENDPOINT: cloud.storage.url,
    PUBSUB_TOPIC: 'jobs',
    SLACK_BOT_TOKEN: slackSecrets.botToken,
    SLACK_API_URL: slack.apiUrl,
    METADATA_SERVER_DETECTION: 'none',
    LANGSMITH_TRACING: 'false',
    ...cloud.emulators,
  };
  const processes = new Map<'bot' | 'worker', AppProcess>();
  let workerUrl: string | undefined;
  const scheduling = new AbortController();

  async function startBot(): Promise<void> {
    const env = { ...shared, SLACK_SIGNING_SECRET: slackSecrets.signingSecret };
    const bot = await startAppProcess(env, 'start-bot.ts');
    processes.set('bot', bot);
    await untilReady(bot.port);
    await control.setAppUrl({ url: `http://127.0.0.1:${bot.port}/slack/events` });
  }
  async function startWorker(): Promise<void> {
    const env = {
      ...shared,
      GEMINI_API_KEY: 'simulated',
      GOOGLE_GEMINI_BASE_URL: gemini.url,
      PUSH_AUDIENCE: audience,
      PUSH_SERVICE_ACCOUNT: pusher,
      SCHEDULER_SERVICE_ACCOUNT: scheduler,
      OIDC_CERTS_URL: cloud.issuer.certsUrl,
      PUBSUB_DELIVERY: delivery,
      ...(delivery === 'pull' && { PUBSUB_SUBSCRIPTION: 'worker' }),
      ...options.env,
    };
    const worker = await startAppProcess(env, 'start-worker.ts');
    // A test that ran out of time goes on after its workspace was closed.
    if (scheduling.signal.aborted) return worker.end('SIGKILL');
    processes.set('worker', worker);
    await untilReady(worker.port);
    workerUrl = `http://127.0.0.1:${worker.port}`;
    push.target(workerUrl);
  }
  async function end(which: 'bot' | 'worker', signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (which === 'worker') {
      workerUrl = undefined;
      push.target(undefined);
    }
    await processes.get(which)?.end(signal);
    processes.delete(which);
  }

  /** As Cloud Scheduler calls, with its token. */
  async function call(path: string): Promise<number | undefined> {
    if (workerUrl === undefined) return undefined;
    const headers = { authorization: `Bearer ${cloud.issuer.token({ email: scheduler })}` };
    const answer = await fetch(`${workerUrl}${path}`, { method: 'POST', headers }).catch(() => undefined);
    return answer?.status;
  }
  async function schedule(): Promise<void> {
    while (!scheduling.signal.aborted) {
      await call('/reap');
      await setTimeout(1000, undefined, { signal: scheduling.signal }).catch(() => undefined);
    }
  }

  const place = { projectId, bucket: shared.GCS_BUCKET, filesEndpoint: cloud.storage.url, topic: 'jobs' };
  const storage = openGcp({ ...place, clock: systemClock });
  const repositories = createRepositories({ ...storage, clock: systemClock, leaseSeconds: 30 });

  await Promise.all([startBot(), startWorker()]);
  const scheduled = schedule();
  return {
    control,
    gemini,
    repositories,
    /** What the worker answered Pub/Sub. */
    pushed: push.answers,
    workerUrl: () => workerUrl ?? '',
    call,
    lines: (which: 'bot' | 'worker') => processes.get(which)?.lines ?? [],
    startWorker,
    end,
    prospect: (text: string) => control.command({ channel: sales, user: rep, text: `/prospect ${text}` }),
    runs: () => repositories.runs.recent(team, { limit: 50 }),
    async close() {
      scheduling.abort();
      await scheduled;
      await Promise.all([end('bot', 'SIGKILL'), end('worker', 'SIGKILL')]);
      await Promise.all([push.close(), slack.close(), gemini.close(), storage.close(), admin.close()]);
    },
  };
}
