import type { Usage } from '../domain/evidence.ts';
import { type Metrics, secondsFrom } from '../domain/ports/metrics.ts';
import type { StageRecord } from '../domain/stage.ts';

/** What one answered request to a model used. */
export function measureUsage(metrics: Metrics | undefined, used: Usage, model: string): void {
  if (!metrics) return;
  metrics.add('model.calls', used.calls, { model });
  metrics.add('model.tokens', used.tokensIn, { model, direction: 'in' });
  metrics.add('model.tokens', used.tokensOut, { model, direction: 'out' });
  metrics.add('model.searches', used.searchQueries, { model });
  metrics.add('model.cost', used.costUsd, { model });
}

/** A stage that has just ended, from its beginning on: waiting for quota, or for work done elsewhere, included. */
export function measureStage(
  metrics: Metrics | undefined,
  stage: string,
  { status, startedAt, finishedAt }: StageRecord,
): void {
  if (startedAt === undefined || finishedAt === undefined) return;
  metrics?.record('stage.duration', secondsFrom(startedAt, new Date(finishedAt)), { stage, status });
}
