import type { Evidence, Usage } from '../domain/evidence.ts';
import type { Embeddings } from '../domain/ports/embeddings.ts';
import type { Files } from '../domain/ports/files.ts';
import type { Renderer } from '../domain/ports/renderer.ts';
import type { Repositories } from '../domain/ports/repositories.ts';
import type { Run } from '../domain/run.ts';
import type { SellerProfile } from '../domain/seller.ts';
import type { StageRecord } from '../domain/stage.ts';
import type { DeepResearch, GroundedAnswer, ModelClient } from './model.ts';

/** Memory, projects and earlier runs, for the stages that look beyond their own. */
export interface Lasting {
  repositories: Pick<Repositories, 'runs' | 'stages' | 'evidence' | 'projects' | 'memory' | 'freshEvidence' | 'tasks'>;
  embeddings: Embeddings;
  /** Evidence younger than this is taken over instead of asked for again; 0 = never. */
  reuseMilliseconds: number;
}

/** What a stage may use to make its output. */
export interface Workbench {
  model: ModelClient;
  /** Replaces redirect addresses of the search tool by the pages behind them, where that is possible. */
  resolveChunks: (answer: GroundedAnswer, signal: AbortSignal) => Promise<GroundedAnswer>;
  renderer: Renderer;
  files: Files;
  now: () => Date;
  /** What lasts beyond the run; not every stage table needs it. */
  lasting?: Lasting;
  /** Research by an agent; not every stage table needs one. */
  deep?: {
    research: DeepResearch;
    pollMilliseconds: number;
    /** After this long without an answer the agent is given up. */
    limitMilliseconds: number;
  };
}

export interface StageInput {
  id: string;
  key: string;
  run: Run;
  seller: SellerProfile;
  /** Text of the run's template version, placeholders as they are. */
  template?: string;
  /** Finished stages this one needs or uses, by id. */
  inputs: ReadonlyMap<string, StageRecord>;
  /** Number that the output gets: 1, or one more than what it takes the place of. Files have it in their keys. */
  version: number;
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
  /** `later`: the work goes on elsewhere; `output` is what the stage finds it by when it is made again from `dueAt` on. */
  status: 'done' | 'waiting' | 'later';
  output: unknown;
  /** ISO UTC; with `later`. */
  dueAt?: string;
  /** One line of result for people. */
  line?: string;
  warnings?: string[];
  evidence?: Evidence[];
}

/** Makes one output or throws an AppError; never stores anything itself. */
export type MakeStage = (input: StageInput) => Promise<StageResult>;

/** One row of the stage table. Everything that is shown or measured about the pipeline is derived from these rows. */
export interface StageSpec {
  /** What people call it stands in `domain/stage-label.ts`, which Slack's side reads too. */
  family: string;
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
  /** Stops what a stage that answered `later` left running elsewhere. Never throws; may come more than once. */
  abandon?: (record: StageRecord, bench: Workbench) => Promise<void>;
}
