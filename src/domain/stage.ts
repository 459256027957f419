import { z } from 'zod';
import { Usage } from './evidence.ts';
import { id, timestamp } from './text.ts';

export const StageStatus = z.enum(['pending', 'running', 'waiting', 'done', 'failed', 'skipped']);
export type StageStatus = z.infer<typeof StageStatus>;

/** Error as it is stored and shown: a code, a sentence safe to show, a reference to find it in the log. */
export const StoredError = z.object({ code: id(60), message: z.string(), reference: id(60) });
export type StoredError = z.infer<typeof StoredError>;

/** A stage of a run and what it made. `id` is a family and, for stages made per thing, a key: `onePager[u1]`. */
export const StageRecord = z.object({
  id: id(80),
  status: StageStatus,
  attempt: z.int().min(1),
  fingerprint: z.string(),
  startedAt: timestamp().optional(),
  finishedAt: timestamp().optional(),
  /** Of a running stage whose work is done elsewhere: when to look at it again. */
  dueAt: timestamp().optional(),
  /** Shape by stage; parsed with the stage's own schema where it is read. */
  output: z.unknown(),
  /** One line for people, such as `12 findings from 9 sources`. */
  line: z.string().max(200).optional(),
  usage: Usage,
  models: z.array(z.string()),
  warnings: z.array(z.string()),
  /** With `done`: why making it again failed, while this output stayed. */
  error: StoredError.optional(),
  /** Of the output: 1 when it was made first, one more each time it was made again. */
  version: z.int().min(1).optional(),
  /** Of an output in a person's own words: whose. */
  editedBy: id(40).optional(),
  /** Of an output that is an earlier version again: which, and who put it back. */
  restored: z.object({ version: z.int().min(1), by: id(40) }).optional(),
  /** Texts of the output that people wrote: theirs to answer for, as the sales history is. */
  ownWords: z.array(z.string()).max(500).optional(),
  /** Of a done stage that is being made again: its output stays until there is a better one. */
  again: z
    .object({
      attempt: z.int().min(1),
      startedAt: timestamp(),
      /** What the work that is done elsewhere is found by. */
      output: z.unknown().optional(),
    })
    .optional(),
});
export type StageRecord = z.infer<typeof StageRecord>;

export interface StageIdParts {
  family: string;
  key?: string;
}

export const stageId = (family: string, key?: string): string => (key === undefined ? family : `${family}[${key}]`);

export function parseStageId(value: string): StageIdParts {
  const match = /^([^[\]]+)(?:\[([^\]]+)\])?$/.exec(value);
  if (!match?.[1]) throw new TypeError(`not a stage id: ${value}`);
  return match[2] === undefined ? { family: match[1] } : { family: match[1], key: match[2] };
}
