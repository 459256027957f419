import type { Brief } from '../brief.ts';
import type { Comparison } from '../facts.ts';
import type { Run } from '../run.ts';
import type { StoredError } from '../stage.ts';
import type { Answered, Digest, Export, Question, Search, Task } from '../task.ts';
import type { MemoryHit } from './memory.ts';

export interface MadeFile {
  /** For people: `Maersk – use cases.csv`. */
  name: string;
  content: Uint8Array;
  mimeType: string;
  altText: string;
}

/** What became of one account since a digest before. */
export interface AccountNews {
  run: Run;
  company: string;
  /** Absent for the first brief on an account. */
  comparison?: Comparison;
  /** Such as `3 changed, 1 new`, or what stands in the way. */
  headline: string;
  lines: string[];
}

export type TaskResult =
  | { kind: 'question'; task: Question; answer: Answered; brief?: Brief; memories: { id: string; title: string }[] }
  | { kind: 'search'; task: Search; hits: MemoryHit[] }
  | { kind: 'export'; task: Export; company: string; files: MadeFile[]; notes: string[] }
  | { kind: 'digest'; task: Digest; news: AccountNews[] }
  | { kind: 'failed'; task: Task; error: StoredError };

/** Where a task's result is shown, once. The pipeline knows no Slack. */
export interface TaskShow {
  /** Work has begun; whoever waits may be told. */
  begun(task: Task): Promise<void>;
  /** Resolves when it is shown, or could not be shown and that is recorded. */
  ended(result: TaskResult): Promise<void>;
}
