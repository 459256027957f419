import type { StoredError } from '../stage.ts';
import type { Answered, Digest, Export, Question, Search, Task } from '../task.ts';

type Given =
  | 'createdAt'
  | 'updatedAt'
  | 'schemaVersion'
  | 'status'
  | 'attempt'
  | 'lease'
  | 'lastToken'
  | 'error'
  | 'finishedAt';
export type NewTask =
  | Omit<Question, Given | 'answer'>
  | Omit<Search, Given>
  | Omit<Export, Given>
  | Omit<Digest, Given>;

export interface HeldTask {
  team: string;
  task: string;
  token: number;
}

/** Questions, searches, exports, digests: stored before they are published, so that none is lost. */
export interface Tasks {
  /** The same id again (a redelivery of its trigger) gives the task that is there. */
  create(task: NewTask): Promise<{ task: Task; created: boolean }>;
  get(team: string, id: string): Promise<Task | undefined>;
  /** Undefined when it has ended, is held by somebody else, or is not there. */
  take(team: string, id: string, owner: string): Promise<{ task: Task; held: HeldTask } | undefined>;
  /** Longer, while work goes on. Error: `lease_lost`. */
  renew(held: HeldTask): Promise<void>;
  /** Stored before it is shown, so that a second delivery shows the same answer. Error: `lease_lost`. */
  answer(held: HeldTask, answer: Answered): Promise<void>;
  /** Error: `lease_lost`. */
  finish(held: HeldTask, status: 'done' | 'failed' | 'cancelled', error?: StoredError): Promise<void>;
  /** Given back, to be tried again: after a failure one try is used up and it rests; else it goes on at once. Error: `lease_lost`. */
  release(held: HeldTask, after?: 'failure'): Promise<void>;
  /** Ended as `failed` because its tries are used up, with a dead letter. Error: `lease_lost`. */
  giveUp(held: HeldTask, error: StoredError): Promise<void>;
  /** A task that failed is to be done again. Errors: `not_found`, `conflict` for any other. */
  again(team: string, id: string): Promise<Task>;
  /** Deletes tasks that ended before a time, and says how many. */
  deleteOlderThan(team: string, before: string, limit: number): Promise<number>;
  /** Questions about a run, the newest first. */
  aboutRun(team: string, run: string, limit: number): Promise<Question[]>;
}
