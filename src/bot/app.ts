import type { AddressInfo } from 'node:net';
import { App, type Authorize } from '@slack/bolt';
import type { Log } from '../domain/log.ts';
import type { Clock, NewId } from '../domain/ports/clock.ts';
import type { RunMode } from '../domain/run.ts';
import { createBoltLogger } from './bolt-logger.ts';
import type { ListenerDeps } from './deps.ts';
import { createErrorHandler } from './error-handler.ts';
import { registerListeners } from './listeners/register.ts';
import { createReceiver, type Readiness } from './receiver.ts';
import { createSealer } from './sealed.ts';
import { gatewayClientOptions } from './slack-client.ts';

export interface BotDeps extends Pick<ListenerDeps, 'repositories' | 'queue'> {
  signingSecret: string;
  /** One workspace; `authorize` for many. One of the two is needed. */
  botToken?: string;
  authorize?: Authorize<boolean>;
  slackApiUrl: string;
  clock: Clock;
  newId: NewId;
  log: Log;
  readiness(): Promise<Readiness>;
  /** Empty or missing: every workspace that installed the app. */
  allowedTeams?: readonly string[];
  defaultMode?: RunMode;
  /** May stop the runs of others. Nobody, unless told. */
  isManager?: ListenerDeps['isManager'];
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
  const { log, clock, newId, signingSecret, botToken } = deps;
  const receiver = createReceiver({ signingSecret, clock, log, readiness: deps.readiness });
  const app = new App({
    receiver,
    // Answered from what we have: no auth.test stands between a person and the acknowledgement.
    authorize: deps.authorize ?? (() => Promise.resolve({ ...(botToken !== undefined && { botToken }) })),
    tokenVerificationEnabled: false,
    clientOptions: gatewayClientOptions(deps.slackApiUrl, log),
    logger: createBoltLogger(log),
    convoStore: false,
    extendedErrorHandler: true,
  });
  app.error(createErrorHandler({ log, newId, ...(deps.fetch && { fetch: deps.fetch }) }));
  registerListeners(
    app,
    {
      repositories: deps.repositories,
      queue: deps.queue,
      clock,
      log,
      sealer: createSealer(signingSecret),
      defaultMode: deps.defaultMode ?? 'standard',
      isManager: deps.isManager ?? (() => false),
    },
    { ...(deps.allowedTeams && { allowedTeams: deps.allowedTeams }), ...(deps.fetch && { fetch: deps.fetch }) },
  );

  let address: AddressInfo | undefined;
  return {
    async start(port, host) {
      const server = await receiver.start({ port, ...(host !== undefined && { host }) });
      const bound = server.address();
      if (typeof bound === 'object' && bound) address = bound;
      log.info({ port: address?.port }, 'bot listens');
    },
    async stop() {
      address = undefined;
      await receiver.stop();
    },
    get port() {
      if (!address) throw new TypeError('the bot is not started');
      return address.port;
    },
  };
}
