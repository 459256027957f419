import type { Run, RunStatus } from '../run.ts';
import type { StageStatus } from '../stage.ts';

export type ProgressEvent =
  | { type: 'stage'; team: string; run: string; stage: string; status: StageStatus; line?: string }
  | { type: 'run'; team: string; run: string; status: RunStatus; note?: string };

/** Where a run is shown. The pipeline knows no Slack: what is stored is the truth, an event says that it changed. */
export interface Progress {
  /** Shows the run before anything is paid. `unreachable`: nobody could see it there, and why (a Slack error code). */
  open(run: Run): Promise<{ ok: true } | { ok: false; unreachable: string }>;
  changed(event: ProgressEvent): void;
  /**
   * Resolves when everything stored so far is shown, or cannot be shown and that is recorded. Rejects when that is not
   * known: storage failed meanwhile, or this process ends; it is to be tried again. Error `slack_refused`: the run
   * has ended, and the app has lost its access to the workspace, which takes people to give back.
   */
  settle(team: string, run: string): Promise<void>;
}
