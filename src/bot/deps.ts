import type { WebClient } from '@slack/web-api';
import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Queue } from '../domain/ports/queue.ts';
import type { Repositories } from '../domain/ports/repositories.ts';
import type { RunMode } from '../domain/run.ts';
import type { Sealer } from './sealed.ts';
import type { MessageContent } from './views/inert.ts';

/** What every listener may use. */
export interface ListenerDeps {
  repositories: Pick<Repositories, 'runs' | 'stages' | 'slots'>;
  queue: Pick<Queue, 'publish'>;
  clock: Clock;
  log: Log;
  sealer: Sealer;
  defaultMode: RunMode;
  isManager(team: string, user: string): boolean | Promise<boolean>;
}

/** Shown to one person only. `replace`: in place of the ephemeral message that was clicked. */
export interface Answer extends MessageContent {
  replace?: boolean;
}

export type Slack = WebClient;
