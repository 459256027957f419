import type { Evidence, Usage } from '../domain/evidence.ts';
import type { Files } from '../domain/ports/files.ts';
import type { Renderer } from '../domain/ports/renderer.ts';
import type { Run } from '../domain/run.ts';
import type { SellerProfile } from '../domain/seller.ts';
import type { StageRecord } from '../domain/stage.ts';
import type { GroundedAnswer, ModelClient } from './model.ts';

/** What a stage may use to make its output. */
export interface Workbench {
  model: ModelClient;
  /** Replaces redirect addresses of the search tool by the pages behind them, where that is possible. */
  resolveChunks: (answer: GroundedAnswer, signal: AbortSignal) => Promise<GroundedAnswer>;
  renderer: Renderer;
  files: Files;
  now: () => Date;
}

export interface StageInput {
  id: string;
  key: string;
  run: Run;
  seller: SellerProfile;
  /** Finished stages this one needs or uses, by id. */
  inputs: ReadonlyMap<string, StageRecord>;
  /** What this stage stored when it last stopped, such as a question to a person. */
  earlier?: StageRecord;
  /** Rows of the table, for stages that hand the whole brief on. */
  table: readonly StageSpec[];
  bench: Workbench;
  signal: AbortSignal;
  onUsage: (usage: Usage, model: string) => void;
  onWait: (milliseconds: number) => void;
}

export interface StageResult {
  status: 'done' | 'waiting';
  output: unknown;
  /** One line of result for people. */
  line?: string;
  warnings?: string[];
  evidence?: Evidence[];
}

/** Makes one output or throws an AppError; never stores anything itself. */
export type MakeStage = (input: StageInput) => Promise<StageResult>;

/** One row of the stage table. Everything that is shown or measured about the pipeline is derived from these rows. */
export interface StageSpec {
  family: string;
  /** For the plan in Slack, the list in the terminal, the diagram. */
  label: (key: string) => string;
  /** Must be done. */
  needs: (key: string) => readonly string[];
  /** At least one of these must be done; all that are wanted are awaited. */
  needsAny?: readonly string[];
  /** Awaited, done or failed, if wanted anyway or already stored. */
  uses?: (key: string) => readonly string[];
  /** Calls to a model, for the budget and the benchmark. */
  calls: { grounded: number; structured: number };
  /** Part of the fingerprint; raised with every change of prompt or meaning. */
  version: number;
  make: MakeStage;
}
