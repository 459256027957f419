import type { CompanyCandidate } from '../company.ts';
import type { Evidence, Usage } from '../evidence.ts';
import type { Lease, Run, RunRequest } from '../run.ts';
import type { SellerProfile } from '../seller.ts';
import type { StageRecord, StoredError } from '../stage.ts';
import type { StageVersion } from '../version.ts';
import type { FreshEvidence } from './fresh-evidence.ts';
import type { Memory } from './memory.ts';
import type { Projects } from './projects.ts';
import type { Templates } from './templates.ts';

export interface NewRun extends RunRequest {
  /** hash(team, trigger): a redelivery of the same trigger finds the run instead of making another. */
  id: string;
  team: string;
  channel: string;
  visibility: string;
  createdBy: string;
  replyUrl?: string;
}

export type TakeLease =
  | { taken: true; lease: HeldLease; run: Run }
  /** `busy`: another worker holds it. `settled`: nothing to do (terminal, or waiting for a person). */
  | { taken: false; why: 'busy' | 'settled' | 'missing' | 'old_attempt' };

/** A lease as its holder knows it. Every write below that takes one is refused with `lease_lost` once a newer token was given. */
export interface HeldLease extends Lease {
  team: string;
  run: string;
}

export type RunPatch = Partial<Pick<Run, 'warnings' | 'companyName' | 'domain'>> & { error?: StoredError };

export interface Runs {
  /**
   * `duplicate`: the same trigger again, or the same company asked for in this channel within ten minutes and still of
   * use. A run of a project gets the next iteration number; errors: `not_found` for a project that is not there or that
   * the run's channel may not see, `conflict` for an archived one.
   */
  create(run: NewRun): Promise<{ run: Run; created: boolean }>;
  get(team: string, id: string): Promise<Run | undefined>;
  /** Newest first. */
  recent(team: string, options: { channel?: string; createdBy?: string; limit: number }): Promise<Run[]>;
  /** Runs that nobody works on although somebody should: queued, or running with an expired lease. For the reaper, over all teams. */
  forgotten(limit: number): Promise<{ team: string; id: string; attempt: number }[]>;
  take(team: string, id: string, attempt: number, owner: string): Promise<TakeLease>;
  renew(lease: HeldLease): Promise<HeldLease>;
  /** Adds to the usage of the run and of its stage in one transaction, and to the day's counters of user and team. */
  spend(lease: HeldLease, usage: Usage, stage?: string): Promise<void>;
  patch(lease: HeldLease, patch: RunPatch): Promise<void>;
  /** Gives the lease back with the run still to be done (continuation): soon, or, while work is done elsewhere, at `dueAt`. */
  release(lease: HeldLease, dueAt?: Date): Promise<void>;
  /** Gives the lease back and waits for a person. */
  wait(lease: HeldLease, waiting: NonNullable<Run['waiting']>): Promise<void>;
  /** Ends the attempt with the status computed from its stages (`outcome`), gives the lease back. */
  finish(lease: HeldLease, status: 'completed' | 'partial' | 'failed' | 'cancelled', error?: StoredError): Promise<Run>;
  /**
   * Stored whoever works on it. A run nobody works on is cancelled at once, but one that waits for work done elsewhere
   * only becomes due: a worker has to stop that work. `false`: it had ended already.
   */
  requestCancel(team: string, id: string, by: string): Promise<boolean>;
  /** Stores the company a person chose and makes the run due again. `false`: it was not waiting for that. */
  choose(team: string, id: string, candidate: CompanyCandidate): Promise<boolean>;
  /** Moves a run that waits for a place to another conversation and makes it due again. */
  place(team: string, id: string, channel: string, visibility: string): Promise<boolean>;
  /**
   * A new attempt on a run that has ended: retry of a stage, an asset on click, a new version. Makes the run queued again;
   * the caller publishes the job. Error: `conflict` while an attempt is under way, `not_found`.
   */
  again(
    team: string,
    id: string,
    more: { wanted: readonly string[]; remake: readonly string[]; by: string },
  ): Promise<Run>;
  /** Present state and every change. Returns the end of it. */
  watch(team: string, id: string, onChange: (run: Run | undefined) => void): () => void;
}

export interface Stages {
  /** Unordered; the stage table has the order. */
  list(team: string, run: string): Promise<StageRecord[]>;
  get(team: string, run: string, stage: string): Promise<StageRecord | undefined>;
  /** Result and evidence in one transaction, before anything depends on them. Refused with `lease_lost`. */
  save(lease: HeldLease, record: StageRecord, evidence?: readonly Evidence[]): Promise<void>;
}

/** Every good output of the stages that may be made again; `Stages.save` keeps each as it is stored. */
export interface Versions {
  /** Of one stage, or of all; oldest first. */
  list(team: string, run: string, stage?: string): Promise<StageVersion[]>;
  get(team: string, run: string, stage: string, version: number): Promise<StageVersion | undefined>;
}

export interface EvidenceStore {
  list(team: string, run: string): Promise<Evidence[]>;
}

/** The seller profile and what admins set; a default until somebody wrote one. */
export interface Settings {
  seller(team: string): Promise<SellerProfile>;
  saveSeller(team: string, profile: SellerProfile): Promise<void>;
}

/** A place in Slack that holds at most one message (or file) of a run, such as `anchor` or `summary`. */
export interface Slot {
  place: string;
  state: 'intent' | 'posted' | 'maybe_missing' | 'gone';
  channel: string;
  /** Of Slack: the message, once known. */
  ts?: string;
  /** Of Slack: the file, known before its upload completes. */
  fileId?: string;
  /** Of the content that is shown, so that an equal one is not sent again. */
  hash?: string;
  /** When posting was first tried; recovery looks from here on. */
  intentAt: string;
  /** Grows with every write. */
  revision: number;
}

export interface Slots {
  get(team: string, run: string, place: string): Promise<Slot | undefined>;
  list(team: string, run: string): Promise<Slot[]>;
  /** Refused with `lease_lost` when a lease is given and no longer held, with `conflict` when the revision is not the stored one plus one. */
  save(team: string, run: string, slot: Slot, lease?: HeldLease): Promise<void>;
}

export interface Repositories {
  runs: Runs;
  stages: Stages;
  versions: Versions;
  evidence: EvidenceStore;
  settings: Settings;
  slots: Slots;
  memory: Memory;
  projects: Projects;
  templates: Templates;
  freshEvidence: FreshEvidence;
}
