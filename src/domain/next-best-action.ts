import { isReportInput, missingOf, retryMissing } from './acts.ts';
import type { Project } from './project.ts';
import { isTerminal, type Run } from './run.ts';
import { parseStageId, type StageRecord } from './stage.ts';

/** Older than this, what is known of an account is looked up again before somebody relies on it. */
const freshDays = 30;
const dayMilliseconds = 24 * 60 * 60 * 1000;

export interface NextBestAction {
  act: 'restore' | 'run' | 'choose' | 'wait' | 'retry' | 'make' | 'promote' | 'none';
  /** What it is about, where it is about a run. */
  run?: string;
  stage?: string;
  /** One sentence for people. */
  reason: string;
}

export interface NextBestActionInput {
  project: Pick<Project, 'status' | 'companyName'>;
  /** Newest iteration first, only those that whoever looks may see. */
  iterations: readonly Run[];
  /** Of the newest iteration. */
  stages: readonly StageRecord[];
  /** Stages of the newest iteration that are in the play library. */
  promoted: readonly string[];
  now: Date;
}

/** The one thing to do next on an account, and why: what stands in the way comes before what would be nice. */
export function nextBestAction({ project, iterations, stages, promoted, now }: NextBestActionInput): NextBestAction {
  if (project.status === 'archived')
    return { act: 'restore', reason: 'This project is archived and takes no new research. Restore it to go on.' };
  const [run] = iterations;
  if (!run)
    return { act: 'run', reason: `Nothing has been researched yet. Start the first iteration on this account.` };
  const which = run.iteration === undefined ? 'The newest research' : `Iteration ${run.iteration}`;
  if (run.waiting?.for === 'identity')
    return { act: 'choose', run: run.id, reason: `${which} waits: the name fits several companies. Choose one.` };
  if (run.waiting?.for === 'place')
    return {
      act: 'wait',
      run: run.id,
      reason: `${which} waits: invite Prospector to the channel it was asked for in.`,
    };
  if (!isTerminal(run.status)) return { act: 'wait', run: run.id, reason: `${which} is under way.` };
  return afterTheEnd({ run, which, stages, promoted, now });
}

interface Ended extends Pick<NextBestActionInput, 'stages' | 'promoted' | 'now'> {
  run: Run;
  which: string;
}

function afterTheEnd({ run, which, stages, promoted, now }: Ended): NextBestAction {
  const missing = missingOf(run, stages);
  const hasReport = stages.some(({ id, status }) => id === 'report' && status === 'done');
  if (missing.length > 0 && retryMissing(run, stages)) {
    const what = missing.some(isReportInput) ? 'part of the research' : 'some of the results';
    return {
      act: 'retry',
      run: run.id,
      reason: `${which} lacks ${what} (${missing.length} missing). Retry what failed.`,
    };
  }
  if (!hasReport) return { act: 'run', run: run.id, reason: `${which} ended without a report. Run it again.` };
  const days = Math.floor((now.getTime() - Date.parse(run.finishedAt ?? run.createdAt)) / dayMilliseconds);
  if (days > freshDays)
    return { act: 'run', run: run.id, reason: `The newest evidence is ${days} days old. Run again and compare.` };
  return nextAsset(run, stages, promoted);
}

function nextAsset(run: Run, stages: readonly StageRecord[], promoted: readonly string[]): NextBestAction {
  const done = new Set(stages.filter(({ status }) => status === 'done').map(({ id }) => id));
  if (done.has('useCases') && !done.has('accountPlan'))
    return {
      act: 'make',
      run: run.id,
      stage: 'accountPlan',
      reason: 'The report is there. Make the account plan from it.',
    };
  if (done.has('useCases') && !done.has('play[u1]'))
    return { act: 'make', run: run.id, stage: 'play[u1]', reason: 'Make the sales play for the best use case.' };
  const play = [...done].find((id) => parseStageId(id).family === 'play' && !promoted.includes(id));
  if (play !== undefined)
    return {
      act: 'promote',
      run: run.id,
      stage: play,
      reason: 'Put the sales play into the library, so that the next account profits.',
    };
  return {
    act: 'none',
    run: run.id,
    reason: 'Everything is made. Ask a question in its thread, or run again when something happens.',
  };
}
