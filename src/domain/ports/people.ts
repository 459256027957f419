import type { AuditEvent } from '../audit.ts';
import type { Usage } from '../evidence.ts';
import type { Feedback, RunMarks } from '../marks.ts';
import type { Person } from '../person.ts';
import type { UsageDay } from '../usage-day.ts';
import type { Viewer } from './memory.ts';

export interface People {
  get(team: string, user: string): Promise<Person | undefined>;
  save(person: Omit<Person, 'updatedAt' | 'schemaVersion'>): Promise<Person>;
  /** Those of one team who asked for the digest. */
  withDigest(team: string): Promise<Person[]>;
}

export type NewAuditEvent = Omit<AuditEvent, 'id' | 'at'>;

export interface Audit {
  record(event: NewAuditEvent): Promise<void>;
  /** The newest first, only what the viewer may see. */
  list(
    team: string,
    question: { viewer: Viewer; limit: number; after?: string; on?: string },
  ): Promise<{ events: AuditEvent[]; cursor?: string }>;
}

/** What people say about what a run made. */
export interface Marks {
  get(team: string, run: string): Promise<RunMarks>;
  setStatus(team: string, run: string, target: string, status: string, by: string): Promise<void>;
  /** `false` takes it back. */
  verify(team: string, run: string, source: string, by: string, verified: boolean): Promise<void>;
  /** One per run, message and person. */
  feedback(feedback: Omit<Feedback, 'at' | 'schemaVersion'>): Promise<void>;
  feedbackOf(team: string, run: string): Promise<Feedback[]>;
}

export interface UsageDays {
  /** What was spent outside of runs, on the present day. */
  add(team: string, user: string, usage: Usage): Promise<void>;
  /** Both days included, at most 92 of them, oldest first; days without use are left out. */
  list(team: string, from: string, to: string): Promise<UsageDay[]>;
}
