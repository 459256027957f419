import { type Bot, createBot } from './bot/app.ts';
import { briefReader, compareWithoutModel } from './brief-reader.ts';
import { newId, systemClock } from './clock.ts';
import type { composeSlack } from './compose-slack.ts';
import type { GatewayConfig } from './config.ts';
import type { Documents } from './domain/ports/documents.ts';
import { type Metrics, noMetrics } from './domain/ports/metrics.ts';
import type { Queue } from './domain/ports/queue.ts';
import type { Repositories } from './domain/ports/repositories.ts';
import type { Log } from './log.ts';
import { readinessOf } from './readiness.ts';
import { traced } from './trace.ts';

export interface BotParts {
  documents: Documents;
  repositories: Repositories;
  queue: Pick<Queue, 'publish'>;
  slack: ReturnType<typeof composeSlack>;
  metrics?: Metrics;
}

/** Slack's door. Nothing of what a run needs is loaded with it. */
export const composeBot = (
  config: GatewayConfig,
  { documents, repositories, queue, slack, metrics = noMetrics }: BotParts,
  log: Log,
): Bot =>
  createBot({
    ...slack.bot,
    slackApiUrl: config.SLACK_API_URL,
    repositories,
    queue,
    clock: systemClock,
    newId,
    log,
    metrics,
    traced,
    allowedTeams: config.ALLOWED_TEAMS,
    admins: config.ADMINS,
    managers: config.MANAGERS,
    assemble: briefReader(repositories),
    compare: compareWithoutModel,
    ceilings: {
      ...(config.RUNS_PER_USER_PER_DAY !== undefined && { runsPerUserPerDay: config.RUNS_PER_USER_PER_DAY }),
      ...(config.RUNS_PER_TEAM_PER_DAY !== undefined && { runsPerTeamPerDay: config.RUNS_PER_TEAM_PER_DAY }),
      concurrentRuns: config.CONCURRENT_RUNS_PER_TEAM,
      searchQueriesPerRun: config.MAX_SEARCH_QUERIES_PER_RUN,
      costPerRunUsd: config.MAX_COST_PER_RUN_USD,
    },
    readiness: readinessOf(documents, systemClock),
  });
