import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { consoleRoutes } from '../console/routes.ts';
import { createEvents } from './app/events.ts';
import { createSender } from './app/sender.ts';
import { createChanges } from './changes.ts';
import { realClock, type SimulatorClock } from './clock.ts';
import type { Context } from './context.ts';
import { type Control, createControl } from './control/control.ts';
import { controlRoutes } from './control/routes.ts';
import type { WorkspaceData } from './entities.ts';
import { createFaults } from './faults.ts';
import { createLog } from './log.ts';
import { restore, saveOnChange } from './persist.ts';
import { createRateLimits } from './rate-limits.ts';
import { responseEndpoint } from './response-endpoint.ts';
import { createResponseUrls } from './response-urls.ts';
import { dataFromSeed, defaultSeed, type WorkspaceSeed } from './seed.ts';
import { createTriggers } from './triggers.ts';
import { uploads } from './uploads.ts';
import { webApi } from './web-api.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export interface SlackSimulatorOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  signingSecret: string;
  botToken: string;
  /** The app's `POST /slack/events`; may be set later by `control.setAppUrl`. */
  appUrl?: string;
  clock?: SimulatorClock;
  seed?: WorkspaceSeed;
  /** Where the workspace is kept from one start to the next. */
  dataFile?: string;
  /** What the app subscribed to in its manifest. */
  events?: string[];
}

export interface SlackSimulator {
  /** The page, the control interface, uploads and response_urls. */
  url: string;
  /** For `slackApiUrl`; ends with a slash. */
  apiUrl: string;
  state: WorkspaceData;
  control: Control;
  close(): Promise<void>;
}

const defaultEvents = ['app_home_opened', 'app_mention', 'message.im'];

/** A Slack workspace on 127.0.0.1: Web API, signed requests to the app, control interface and page. */
export async function startSlackSimulator(options: SlackSimulatorOptions): Promise<SlackSimulator> {
  const { clock = realClock, seed = defaultSeed, dataFile } = options;
  const closing = new AbortController();
  const changes = createChanges();
  const data = (dataFile === undefined ? undefined : await restore(dataFile)) ?? dataFromSeed(seed, clock.now());
  const workspace = createWorkspace(data, clock, changes);
  const log = createLog(clock, changes);
  const { signingSecret, appUrl = '', events: subscriptions = defaultEvents } = options;
  const sender = createSender({ signingSecret, appUrl, clock, log, closing: closing.signal });
  const events = createEvents({ sender, clock, closing: closing.signal, subscriptions });
  const context: Context = {
    clock,
    changes,
    log,
    faults: createFaults(),
    rateLimits: createRateLimits(clock),
    triggers: createTriggers(clock),
    responseUrls: createResponseUrls(clock),
    baseUrl: '',
    workspaceOf: (token) => (token === options.botToken ? workspace : undefined),
    posted: (where, message) => void events.posted(where, message),
  };
  const control = createControl(context, sender, events, workspace);
  const app = routes(context, control, workspace, closing.signal);
  const server = createAdaptorServer({ fetch: app.fetch });
  const port = await listen(server, options.port ?? 0);
  context.baseUrl = `http://127.0.0.1:${port}`;
  const saved = dataFile === undefined ? undefined : saveOnChange(dataFile, data, changes);
  return {
    url: context.baseUrl,
    apiUrl: `${context.baseUrl}/api/`,
    state: data,
    control,
    async close() {
      closing.abort();
      await saved?.stop();
      await shut(server);
    },
  };
}

function routes(context: Context, control: Control, workspace: Workspace, closing: AbortSignal) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  // A page elsewhere that points its own name at this machine gets nothing.
  app.use(async (http, next) => {
    const host = new URL(http.req.url).hostname;
    if (!['127.0.0.1', 'localhost', '[::1]'].includes(host)) return http.text('not found', 404);
    await next();
    return undefined;
  });
  app.route('/', webApi(context));
  app.route(
    '/',
    uploads(context, () => [workspace]),
  );
  app.route('/', responseEndpoint(context));
  app.route('/', controlRoutes(control, context.changes, closing));
  app.route('/', consoleRoutes(workspace.data.team.name));
  return app;
}

const listen = (server: ServerType, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const shut = (server: ServerType): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
