import { setTimeout } from 'node:timers/promises';
import { PubSub } from '@google-cloud/pubsub';
import type { GeminiSimulatorOptions } from '../../simulator/gemini/start-gemini-simulator.ts';
import { createControlClient } from '../../simulator/slack/control/client.ts';
import { systemClock } from '../../src/clock.ts';
import { openGcp } from '../../src/storage/gcp/open-gcp.ts';
import { createRepositories } from '../../src/storage/repositories/repositories.ts';
import { audience, pusher, scheduler, startIssuer } from '../../src/worker/fixtures/issuer.ts';
import { type Emulator, startEmulator } from '../emulators.ts';
import { startCloudStorage } from '../servers/cloud-storage.ts';
import { startSigningProxy } from '../servers/signing-proxy.ts';
import { type AppProcess, startAppProcess } from './app-process.ts';
import { openSurroundings } from './surroundings.ts';
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
  Object.assign(process.env, emulators, { METADATA_SERVER_DETECTION: 'none' });
  return {
    emulators,
    storage,
    issuer,
    /** Firestore answers nobody for so many milliseconds. */
    stallFirestore: firestore.stall,
    async close() {
      for (const name of Object.keys(emulators)) delete process.env[name];
      const stopping = [firestore, pubsub].map((emulator: Emulator) => emulator.stop());
      await Promise.all([...stopping, storage.close(), issuer.close()]);
    },
  };
}

export type GoogleCloud = Awaited<ReturnType<typeof openGoogleCloud>>;

/** No instance is waited for any longer: one may have been stopped with a call under way. */
const callMilliseconds = 5000;

export interface ProjectOptions {
  delivery: 'push' | 'pull';
  /** Addresses of the workers that would take a request now. */
  workers: () => readonly string[];
}

/** A project of its own: queue and subscriptions as they are deployed, and what stands in for whoever calls the workers. */
export async function openProject(cloud: GoogleCloud, projectId: string, { delivery, workers }: ProjectOptions) {
  const push = await startSigningProxy(() => cloud.issuer.token({ email: pusher }), workers);
  const admin = new PubSub({ projectId });
  const [topic] = await admin.createTopic('jobs');
  const [dead] = await admin.createTopic('dead-letters');
  await topic.createSubscription('worker', {
    ackDeadlineSeconds: 600,
    deadLetterPolicy: { deadLetterTopic: dead.name, maxDeliveryAttempts: 100 },
    ...(delivery === 'push' && { pushConfig: { pushEndpoint: `${push.url}/jobs` } }),
  });
  await dead.createSubscription('dead-letters', { pushConfig: { pushEndpoint: `${push.url}/dead-letters` } });
  const bucket = `${projectId}-files`;
  const storage = openGcp({
    ...{ projectId, bucket, filesEndpoint: cloud.storage.url, topic: 'jobs', clock: systemClock },
  });
  const closing = new AbortController();
  let turn = 0;

  /** As Cloud Scheduler calls, with its token; the answer's status, where there is one. */
  async function call(path: string): Promise<number | undefined> {
    const all = workers();
    const worker = all[turn++ % all.length];
    if (worker === undefined) return undefined;
    const headers = { authorization: `Bearer ${cloud.issuer.token({ email: scheduler })}` };
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(callMilliseconds)]);
    const answer = await fetch(`${worker}${path}`, { method: 'POST', headers, signal }).catch(() => undefined);
    return answer?.status;
  }
  let scheduled = Promise.resolve();
  async function reapAgain(): Promise<void> {
    while (!closing.signal.aborted) {
      await call('/reap');
      await setTimeout(1000, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }

  return {
    storage,
    /** Of bot and worker, and of the worker besides. */
    env: {
      BACKEND: 'gcp',
      GOOGLE_CLOUD_PROJECT: projectId,
      GCS_BUCKET: bucket,
      GCS_API_ENDPOINT: cloud.storage.url,
      PUBSUB_TOPIC: 'jobs',
      ...cloud.emulators,
    },
    workerEnv: {
      PUSH_AUDIENCE: audience,
      PUSH_SERVICE_ACCOUNT: pusher,
      SCHEDULER_SERVICE_ACCOUNT: scheduler,
      OIDC_CERTS_URL: cloud.issuer.certsUrl,
      PUBSUB_DELIVERY: delivery,
      ...(delivery === 'pull' && { PUBSUB_SUBSCRIPTION: 'worker' }),
    },
    /** What the workers answered Pub/Sub. */
    pushed: push.answers,
    call,
    /** Once a second from now on, the reaper is called. */
    schedule(): void {
      scheduled = reapAgain();
    },
    async close() {
      closing.abort();
      await scheduled;
      await Promise.all([push.close(), storage.close(), admin.close()]);
    },
  };
}

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

/** Bot and worker as two processes in a project of their own, between a simulated Slack and a simulated Gemini. */
export async function openCloudWorkspace(cloud: GoogleCloud, projectId: string, options: CloudOptions = {}) {
  const { delivery = 'push' } = options;
  const surroundings = await openSurroundings(options.gemini);
  const { slack, gemini } = surroundings;
  const control = createControlClient(slack.url);
  const project = await openProject(cloud, projectId, {
    delivery,
    workers: () => (workerUrl === undefined ? [] : [workerUrl]),
  });

  const processes = new Map<'bot' | 'worker', AppProcess>();
  let workerUrl: string | undefined;
  const closing = new AbortController();

  async function startBot(): Promise<void> {
    const bot = await startAppProcess({ ...surroundings.env.bot, ...project.env }, 'start-bot.ts');
    processes.set('bot', bot);
    await untilReady(bot.port);
    await control.setAppUrl({ url: `http://127.0.0.1:${bot.port}/slack/events` });
  }
  async function startWorker(): Promise<void> {
    const env = {
      ...surroundings.env.worker,
      ...project.env,
      ...project.workerEnv,
      ...options.env,
    };
    const worker = await startAppProcess(env, 'start-worker.ts');
    // A test that ran out of time goes on after its workspace was closed.
    if (closing.signal.aborted) return worker.end('SIGKILL');
    processes.set('worker', worker);
    await untilReady(worker.port);
    workerUrl = `http://127.0.0.1:${worker.port}`;
  }
  async function end(which: 'bot' | 'worker', signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (which === 'worker') workerUrl = undefined;
    await processes.get(which)?.end(signal);
    processes.delete(which);
  }

  const { storage } = project;
  const repositories = createRepositories({ ...storage, clock: systemClock, leaseSeconds: 30 });

  await Promise.all([startBot(), startWorker()]);
  project.schedule();
  return {
    control,
    gemini,
    repositories,
    /** What the worker answered Pub/Sub. */
    pushed: project.pushed,
    workerUrl: () => workerUrl ?? '',
    call: project.call,
    lines: (which: 'bot' | 'worker') => processes.get(which)?.lines ?? [],
    startWorker,
    end,
    prospect: (text: string) => control.command({ channel: sales, user: rep, text: `/prospect ${text}` }),
    runs: () => repositories.runs.recent(team, { limit: 50 }),
    async close() {
      closing.abort();
      await Promise.all([end('bot', 'SIGKILL'), end('worker', 'SIGKILL')]);
      await Promise.all([project.close(), surroundings.close()]);
    },
  };
}
