import { z } from 'zod';
import { kept } from './kept.ts';
import { StoredError } from './stage.ts';
import { Statement } from './statement.ts';
import { id, timestamp, userText } from './text.ts';
import { mostVisibilities } from './visibility.ts';

/** Where a task's answer goes. */
const Place = z.object({
  channel: id(60),
  /** Thread it belongs into. */
  threadTs: z.string().max(40).optional(),
  /** Slack's response_url: an answer for one person, where there is no thread. Valid for 30 minutes. */
  replyUrl: z.string().optional(),
});
export type Place = z.infer<typeof Place>;

const task = {
  ...kept,
  /** Of the place: nothing is answered from what its members may not see. */
  visibility: id(60),
  /** What whoever asked may see besides (private conversations they are in), only where the answer is for them alone. */
  viewer: z.array(id(60)).min(1).max(mostVisibilities),
  place: Place,
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  attempt: z.int().min(1),
  lease: z.object({ owner: id(), token: z.int().min(1), expiresAt: timestamp() }).optional(),
  lastToken: z.int().min(0),
  error: StoredError.optional(),
  finishedAt: timestamp().optional(),
};

/** A sentence of an answer; claims are those of the run named, or of memory entries by their own ids. */
export const Answered = z.object({
  statements: z.array(Statement).max(12),
  /** True when neither the run nor the memory says it. */
  notInEvidence: z.boolean(),
  /** Memories it rests on, by id. */
  memories: z.array(id(60)).max(12),
  /** The research that was read, where the question was asked outside of one and named its company. */
  run: id(60).exactOptional(),
});
export type Answered = z.infer<typeof Answered>;

export const Question = z.object({
  ...task,
  kind: z.literal('question'),
  text: userText(2000, 'A question').min(1),
  run: id(60).optional(),
  /** `true`: what is not in the evidence is to be looked up in one extra grounded stage of the run. */
  research: z.boolean(),
  answer: Answered.optional(),
});
export type Question = z.infer<typeof Question>;

export const Search = z.object({
  ...task,
  kind: z.literal('search'),
  text: userText(500, 'A search').min(1),
});
export type Search = z.infer<typeof Search>;

export const exportFormats = ['pdf', 'html', 'markdown', 'json', 'csv'] as const;
export const Export = z.object({
  ...task,
  kind: z.literal('export'),
  run: id(60),
  formats: z.array(z.enum(exportFormats)).min(1),
});
export type Export = z.infer<typeof Export>;

export const Digest = z.object({
  ...task,
  kind: z.literal('digest'),
  user: id(40),
  /** Changes since then are told. */
  since: timestamp(),
});
export type Digest = z.infer<typeof Digest>;

/** Work that is no run: whatever needs a model, an embedding, a rendering or a long read, and ends in one answer. */
export const Task = z.discriminatedUnion('kind', [Question, Search, Export, Digest]);
export type Task = z.infer<typeof Task>;
