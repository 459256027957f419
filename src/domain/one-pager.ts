import { z } from 'zod';
import { Statement } from './statement.ts';
import { id, modelLine, modelText, timestamp } from './text.ts';

/** A file of an asset. `key` is its place in the files port. */
export const StoredFile = z.object({
  key: id(300),
  name: z.string().min(1).max(200),
  mimeType: z.string().min(1).max(100),
  bytes: z.int().min(0),
  sha256: id(64),
});
export type StoredFile = z.infer<typeof StoredFile>;

export const OnePager = z.object({
  useCaseId: id(20),
  /** Outcome first, as the customer would say it. */
  headline: modelLine(110),
  summary: Statement,
  challenge: z.array(Statement).max(3),
  /** What peers already do. */
  marketProof: z.array(Statement).max(3),
  solution: z.array(Statement).max(4),
  outcomes: z.array(Statement).max(3),
  differentiators: z.array(modelLine(160)).max(3),
  callToAction: modelText(220),
  nextSteps: z.array(modelLine(160)).max(3),
  status: z.enum(['draft', 'reviewed', 'approved', 'shared']),
  version: z.int().min(1),
  createdAt: timestamp(),
});
export type OnePager = z.infer<typeof OnePager>;

export const OnePagerDraft = OnePager.omit({ useCaseId: true, status: true, version: true, createdAt: true }).meta({
  title: 'OnePager',
});
export type OnePagerDraft = z.infer<typeof OnePagerDraft>;

/** Output of a `files` stage. `notes` says, for people, what is missing and why. */
export const RenderedFiles = z.object({ files: z.array(StoredFile), notes: z.array(z.string()) });
export type RenderedFiles = z.infer<typeof RenderedFiles>;
