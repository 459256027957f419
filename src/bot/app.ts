import type { AddressInfo } from 'node:net';
import { App, type Authorize, type CustomRoute } from '@slack/bolt';
import type { Log } from '../domain/log.ts';
import type { Clock, NewId } from '../domain/ports/clock.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { RunMode } from '../domain/run.ts';
import { createAccess } from './access.ts';
import { createBoltLogger } from './bolt-logger.ts';
import type { ListenerDeps } from './deps.ts';
import { createErrorHandler } from './error-handler.ts';
import { installationEvents } from './listeners/installation-events.ts';
import { registerListeners } from './listeners/register.ts';
import { createReceiver, type Door, type Traced } from './receiver.ts';
import { type Readiness, stateRoutes } from './routes.ts';
import { createSealer } from './sealed.ts';
import { createNotice, gatewayClientOptions } from './slack-client.ts';
import { createSocketReceiver } from './socket-receiver.ts';

export interface BotDeps extends Pick<ListenerDeps, 'repositories' | 'queue' | 'assemble' | 'compare'> {
  /** None unless told. */
  ceilings?: ListenerDeps['ceilings'];
  /** Of requests over HTTP. With an app token they come over a socket, without a signature. One of the two is needed. */
  signingSecret?: string;
  appToken?: string;
  /** One workspace; `authorize` for many. One of the two is needed. */
  botToken?: string;
  authorize?: Authorize<boolean>;
  /** For many workspaces: the pages to install from. */
  routes?: readonly CustomRoute[];
  /** Told the body of app_uninstalled and tokens_revoked. */
  installationEnded?: (body: unknown) => Promise<void>;
  slackApiUrl: string;
  clock: Clock;
  newId: NewId;
  log: Log;
  metrics?: Metrics;
  readiness(): Promise<Readiness>;
  /** Runs what a request sets in motion as part of the trace that its headers name. */
  traced?: Traced;
  /** Empty or missing: every workspace that installed the app. */
  allowedTeams?: readonly string[];
  defaultMode?: RunMode;
  /** `T…/U…`, besides those that a team's settings name. */
  admins?: readonly string[];
  managers?: readonly string[];
  /** For response_urls. */
  fetch?: typeof globalThis.fetch;
}

export interface Bot {
  /** Port 0 takes a free one. */
  start(port: number, host?: string): Promise<void>;
  /** Takes no new request and waits for those under way. */
  stop(): Promise<void>;
  /** Of the running server. Throws TypeError before `start`. */
  readonly port: number;
}

/** Slack's door: verifies, stores, publishes, acknowledges. Whatever takes time is a job. */
export function createBot(deps: BotDeps): Bot {
  const { log, clock, newId, botToken } = deps;
  const { door, secret } = openDoor(deps);
  const app = new App({
    receiver: door.receiver,
    // Answered from what we have: no auth.test stands between a person and the acknowledgement.
    authorize: deps.authorize ?? (() => Promise.resolve({ ...(botToken !== undefined && { botToken }) })),
    tokenVerificationEnabled: false,
    clientOptions: gatewayClientOptions(deps.slackApiUrl, log),
    logger: createBoltLogger(log),
    convoStore: false,
    extendedErrorHandler: true,
  });
  app.error(
    createErrorHandler({
      log,
      newId,
      show: createNotice(deps.slackApiUrl, log),
      ...(deps.fetch && { fetch: deps.fetch }),
    }),
  );
  registerListeners(
    app,
    {
      repositories: deps.repositories,
      queue: deps.queue,
      assemble: deps.assemble,
      compare: deps.compare,
      ceilings: deps.ceilings ?? {},
      clock,
      newId,
      log,
      access: createAccess({
        repositories: deps.repositories,
        clock,
        ...(deps.allowedTeams && { allowedTeams: deps.allowedTeams }),
        ...(deps.admins && { admins: deps.admins }),
        ...(deps.managers && { managers: deps.managers }),
      }),
      sealer: createSealer(secret),
      defaultMode: deps.defaultMode ?? 'standard',
    },
    { ...(deps.fetch && { fetch: deps.fetch }) },
  );

  const { installationEnded } = deps;
  if (installationEnded) {
    for (const type of installationEvents) app.event(type, ({ body }) => installationEnded(body));
  }

  let address: AddressInfo | undefined;
  return {
    async start(port, host) {
      address = await door.start(port, host);
      log.info({ port: address.port }, 'bot listens');
    },
    async stop() {
      address = undefined;
      await door.stop();
    },
    get port() {
      if (!address) throw new TypeError('the bot is not started');
      return address.port;
    },
  };
}

/** `secret` is one that every process of this app has. */
function openDoor({ appToken, signingSecret, ...deps }: BotDeps): { door: Door; secret: string } {
  const { slackApiUrl, clock, log } = deps;
  const more = deps.routes ?? [];
  if (appToken !== undefined) {
    const readiness = async (): Promise<Readiness> => {
      const { ready, checks } = await deps.readiness();
      return { ready: ready && door.connected(), checks: { ...checks, socket: door.connected() } };
    };
    const routes = [...stateRoutes(readiness, log), ...more];
    const { metrics } = deps;
    const door = createSocketReceiver({ appToken, slackApiUrl, routes, clock, log, ...(metrics && { metrics }) });
    return { door, secret: signingSecret ?? appToken };
  }
  if (signingSecret === undefined) throw new TypeError('a signing secret or an app token is needed');
  const routes = [...stateRoutes(deps.readiness, log), ...more];
  const { traced, metrics } = deps;
  const shared = { routes, clock, log, ...(metrics && { metrics }) };
  const door = createReceiver({ signingSecret, ...shared, ...(traced && { traced }) });
  return { door, secret: signingSecret };
}
