import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { realClock, type SimulatorClock } from '../clock.ts';
import { consoleRoutes, type Surroundings } from '../console/routes.ts';
import { createEvents, type EventSender } from './app/events.ts';
import { createSender } from './app/sender.ts';
import { createChanges } from './changes.ts';
import type { Context } from './context.ts';
import { addWorkspace } from './control/administration.ts';
import { type Control, createControl } from './control/control.ts';
import { controlRoutes } from './control/routes.ts';
import type { Grant, WorkspaceData } from './entities.ts';
import { createFaults } from './faults.ts';
import { createLog } from './log.ts';
import { createOAuth, type OAuthSettings, oauthRoutes } from './oauth.ts';
import { restore, type Saved, saveOnChange } from './persist.ts';
import { createRateLimits } from './rate-limits.ts';
import { responseEndpoint } from './response-endpoint.ts';
import { createResponseUrls } from './response-urls.ts';
import { dataFromSeed, defaultSeed, type WorkspaceSeed } from './seed.ts';
import { createSightings } from './sightings.ts';
import { createSockets } from './socket-mode.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createTriggers, triggerLifeMs } from './triggers.ts';
import { uploads } from './uploads.ts';
import { webApi } from './web-api.ts';
import type { Workspace } from './workspace.ts';
import { createWorkspaces, type Workspaces } from './workspaces.ts';

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
  /** What the bot token may do; everything unless told. */
  scopes?: string[];
  /** Opens Socket Mode (`xapp-…`). */
  appToken?: string;
  /** The app's client, for installations through `/oauth/v2/authorize`. */
  oauth?: OAuthSettings;
  /** Whether the app is declared as an agent, which it is unless told. */
  agent?: boolean;
  /** More workspaces; those with a `botToken` have the app installed. */
  otherTeams?: WorkspaceSeed[];
  /** What the page shows besides the workspace. */
  surroundings?: Surroundings;
}

export interface SlackSimulator {
  /** The page, the control interface, uploads and response_urls. */
  url: string;
  /** For `slackApiUrl`; ends with a slash. */
  apiUrl: string;
  state: WorkspaceData;
  /** Of another workspace. */
  stateOf(team: string): WorkspaceData;
  control: Control;
  close(): Promise<void>;
}

const defaultEvents = ['app_home_opened', 'app_mention', 'message.im'];

/** Slack workspaces on 127.0.0.1: Web API, signed requests to the app, Socket Mode, OAuth, control interface and page. */
export async function startSlackSimulator(options: SlackSimulatorOptions): Promise<SlackSimulator> {
  const { clock = realClock, seed = defaultSeed, dataFile } = options;
  const closing = new AbortController();
  const changes = createChanges();
  const saved = dataFile === undefined ? undefined : await restore(dataFile);
  const { others = [], ...data }: Saved = saved ?? dataFromSeed(seed, clock.now());
  const workspaces = createWorkspaces(data, others, clock, changes);
  const log = createLog(clock, changes);
  const sockets = createSockets(clock, data.app.id);
  const { signingSecret, appUrl = '', events: subscriptions = defaultEvents } = options;
  const sender = createSender({ signingSecret, appUrl, clock, log, sockets, closing: closing.signal });
  const events = createEvents({ sender, clock, closing: closing.signal, subscriptions });
  const tokens = createTokens(fixedTokens(options, data.team.id), workspaces, clock);
  const context: Context = {
    clock,
    changes,
    log,
    tokens,
    sockets,
    faults: createFaults(),
    rateLimits: createRateLimits(clock),
    triggers: createTriggers(clock),
    responseUrls: createResponseUrls(clock),
    oauth: createOAuth(options.oauth, workspaces, () => clock.now().getTime()),
    suggestions: new Map(),
    isAgent: options.agent ?? true,
    closing: closing.signal,
    baseUrl: '',
    subscribed: events.subscribed,
    posted: (where, message) => void events.posted(where, message),
    uninstall: (where) => uninstall(tokens, events, where),
    installed(where, enterprise) {
      delete where.data.notInstalled;
      if (enterprise === undefined) return;
      for (const { data: inside } of workspaces.all()) {
        if (inside.team.enterprise?.id !== enterprise) continue;
        inside.orgInstall = true;
        delete inside.notInstalled;
      }
    },
  };
  for (const other of options.otherTeams ?? []) addTeam(other, context, workspaces);
  const sightings = createSightings(changes, workspaces, clock);
  const control = createControl({ context, sender, events, workspaces, sightings });
  const app = routes(context, control, workspaces, closing.signal, options.surroundings);
  const server = createAdaptorServer({ fetch: app.fetch });
  server.on('upgrade', sockets.accept);
  const port = await listen(server, options.port ?? 0);
  context.baseUrl = `http://127.0.0.1:${port}`;
  const all = () => ({
    ...data,
    others: workspaces
      .all()
      .slice(1)
      .map((workspace) => workspace.data),
  });
  const saving = dataFile === undefined ? undefined : saveOnChange(dataFile, all, changes);
  return {
    url: context.baseUrl,
    apiUrl: `${context.baseUrl}/api/`,
    state: data,
    stateOf: (team) => workspaces.at(team).data,
    control,
    async close() {
      closing.abort();
      sockets.close();
      await saving?.stop();
      await shut(server);
    },
  };
}

function fixedTokens({ botToken, appToken, scopes }: SlackSimulatorOptions, team: string): Grant[] {
  const bot: Grant = { token: botToken, kind: 'bot', team, ...(scopes && { scopes }) };
  return appToken === undefined ? [bot] : [bot, { token: appToken, kind: 'app', team }];
}

/** What was saved of a workspace goes before its seed. */
function addTeam(seed: WorkspaceSeed, context: Context, workspaces: Workspaces) {
  const isKnown = workspaces.all().some(({ data }) => data.team.id === seed.team.id);
  if (!isKnown) addWorkspace(context, workspaces, seed);
}

async function uninstall(tokens: Tokens, events: EventSender, workspace: Workspace): Promise<void> {
  for (const { token, kind } of tokens.of(workspace))
    if (kind !== 'app') tokens.change(workspace, token, { revoked: true });
  const ended = { type: 'tokens_revoked', tokens: { oauth: [], bot: [workspace.data.app.botUserId] } };
  for (const event of [ended, { type: 'app_uninstalled' }]) {
    if (events.subscribed(event.type)) await events.deliver(workspace, event);
  }
  workspace.data.notInstalled = true;
}

function routes(
  context: Context,
  control: Control,
  workspaces: Workspaces,
  closing: AbortSignal,
  surroundings: Surroundings = {},
) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  // A page elsewhere that points its own name at this machine gets nothing.
  app.use(async (http, next) => {
    const host = new URL(http.req.url).hostname;
    if (!['127.0.0.1', 'localhost', '[::1]'].includes(host)) return http.text('not found', 404);
    await next();
    return undefined;
  });
  app.route('/', webApi(context));
  app.route('/', uploads(context, workspaces.all));
  app.route('/', responseEndpoint(context));
  app.route('/', oauthRoutes(context));
  app.route('/', controlRoutes(control, context.changes, closing));
  const teams = () => workspaces.all().map(({ data }) => ({ id: data.team.id, name: data.team.name }));
  const trouble = (team?: string) => ({
    slack: context.faults.list(),
    tokenRevoked: context.tokens.revoked(workspaces.at(team)),
    triggersExpired: context.triggers.settings.lifeMs < triggerLifeMs,
  });
  app.route('/', consoleRoutes({ teams, trouble, surroundings }));
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
