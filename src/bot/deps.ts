import type { WebClient } from '@slack/web-api';
import type { Brief } from '../domain/brief.ts';
import type { Comparison } from '../domain/facts.ts';
import type { Log } from '../domain/log.ts';
import type { Clock, NewId } from '../domain/ports/clock.ts';
import type { Queue } from '../domain/ports/queue.ts';
import type { Repositories } from '../domain/ports/repositories.ts';
import type { RunMode } from '../domain/run.ts';
import type { TeamLimits } from '../domain/team-settings.ts';
import type { Access } from './access.ts';
import type { Sealer } from './sealed.ts';
import type { MessageContent } from './views/inert.ts';

/** What every listener may use. */
export interface ListenerDeps {
  repositories: Repositories;
  queue: Pick<Queue, 'publish'>;
  clock: Clock;
  newId: NewId;
  log: Log;
  sealer: Sealer;
  access: Access;
  defaultMode: RunMode;
  /** Everything a run has found and made so far, with what people say about it. Error: `not_found`. */
  assemble(team: string, run: string): Promise<Brief>;
  /** What is different between two runs on one company, without a model. Error: `conflict`. */
  compare(earlier: Brief, later: Brief): Promise<Comparison>;
  /** What the environment allows; the settings of a team only lower it. */
  ceilings: TeamLimits;
}

/** Shown to one person only. `replace`: in place of the ephemeral message that was clicked. */
export interface Answer extends MessageContent {
  replace?: boolean;
}

export type Slack = WebClient;
