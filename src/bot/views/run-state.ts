import { currentAttempt, isTerminal, type Run } from '../../domain/run.ts';
import type { StageRecord } from '../../domain/stage.ts';
import { stageLabel } from '../../domain/stage-label.ts';
import { count, duration } from './figures.ts';
import { shownStatus } from './stage-card.ts';

export interface RunStateInput {
  run: Run;
  /** Ids of its stages. */
  plan: readonly string[];
  stages: readonly StageRecord[];
  note?: string;
  /** How many runs of the workspace wait before it, where it waits for a place. */
  before?: number;
  /** What is missing can be tried again by a button. */
  canRetry?: boolean;
}

const utc = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

/** Where a run stands, in sentences. What went wrong is said with what was kept, what to do, and a reference. */
export function runState(
  { run, plan, stages, note, before, canRetry = false }: RunStateInput,
  company: string,
): string[] {
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const labels = (status: StageRecord['status']) =>
    plan.filter((id) => shownStatus(byId.get(id), run.status) === status).map(stageLabel);
  const startedAt = currentAttempt(run).startedAt ?? run.startedAt;
  const took =
    startedAt !== undefined && run.finishedAt !== undefined
      ? duration(Date.parse(run.finishedAt) - Date.parse(startedAt))
      : undefined;
  const kept = `Kept: what ${count(stages.filter((stage) => stage.status === 'done').length, 'finished step')} found.`;
  const notDone = plan.filter((id) => byId.get(id)?.status !== 'done').map(stageLabel);
  const reference = run.error ? `Reference: ${run.error.reference}` : '';

  if (run.cancelRequested && !isTerminal(run.status)) return ['Stopping: no further step starts.'];
  switch (run.status) {
    case 'queued':
      // Between two looks at the research agent it is at work, whoever looks next.
      if (run.dueAt !== undefined) return [note ?? workingOn(labels('running'))];
      return [note ?? inQueue(before)];
    case 'running':
      return [note ?? workingOn(labels('running'))];
    case 'waiting':
      if (run.waiting?.for === 'identity') {
        return [
          `“${run.companyName}” may mean several companies. Choose one, and the research goes on.`,
          `Nothing further is spent until then. Without a choice by ${utc(run.waiting.until)} this ends.`,
        ];
      }
      return ['Waiting: I cannot post where this was asked for.'];
    case 'completed':
      return [`Done${took === undefined ? '' : ` in ${took}`}. The brief is in this thread.`];
    case 'partial':
      return [
        `Partly done${took === undefined ? '' : ` in ${took}`}. What was found is in this thread.`,
        notDone.length > 0 ? `Not available: ${notDone.join(', ')}.` : 'The evidence was too thin for a whole report.',
        ...(run.error ? [run.error.message] : []),
        ...(reference === '' ? [] : [reference]),
      ];
    case 'failed':
      return [
        `Failed${took === undefined ? '' : ` after ${took}`}. ${run.error?.message ?? failedStage(stages) ?? 'The research could not be finished.'}`,
        `${kept} Nothing was made up in place of the rest.`,
        `What to do: ${canRetry ? 'retry what is missing, or ' : ''}run /prospect ${company} again${run.domain === undefined ? '; with the company’s domain it is surer' : ''}.`,
        ...(reference === '' ? [] : [reference]),
      ];
    case 'cancelled':
      if (run.error) return [run.error.message];
      return [`Cancelled${took === undefined ? '' : ` after ${took}`}. ${kept}`];
  }
}

/** Counting stops somewhere. */
const manyBefore = 100;

/** How long the line is, for whoever waits in it. */
export function inQueue(before: number | undefined): string {
  if (before === undefined) return 'In the queue. Work starts as soon as a place is free.';
  if (before === 0) return 'In the queue, the next in this workspace. Work starts as soon as one of its runs ends.';
  const number = before >= manyBefore ? `${manyBefore} or more` : String(before);
  return `In the queue, ${number} before it in this workspace. Work starts when it is its turn.`;
}

const workingOn = (now: readonly string[]): string => (now.length > 0 ? `Working on: ${now.join(', ')}.` : 'Working.');

const failedStage = (stages: readonly StageRecord[]): string | undefined =>
  stages.find((stage) => stage.status === 'failed' && ['identity', 'report'].includes(stage.id))?.error?.message;
