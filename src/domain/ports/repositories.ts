import type { CompanyCandidate } from '../company.ts';
import type { Evidence, Usage } from '../evidence.ts';
import type { Lease, Run, RunMode, RunRequest, RunStatus } from '../run.ts';
import type { SellerProfile } from '../seller.ts';
import type { StageRecord, StoredError } from '../stage.ts';
import type { TeamSettings } from '../team-settings.ts';
import type { StageVersion } from '../version.ts';
import type { Chores } from './chores.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { FreshEvidence } from './fresh-evidence.ts';
import type { Memory, Viewer } from './memory.ts';
import type { Audit, Marks, People, UsageDays } from './people.ts';
import type { Projects } from './projects.ts';
import type { Job } from './queue.ts';
import type { Tasks } from './tasks.ts';
import type { Teams } from './teams.ts';
import type { Templates } from './templates.ts';

export interface NewRun extends RunRequest {
  /** hash(team, trigger): a redelivery of the same trigger finds the run instead of making another. */
  id: string;
  team: string;
  channel: string;
  visibility: string;
  createdBy: string;
  replyUrl?: string;
  threadTs?: string;
  workflow?: string;
}

export type TakeLease =
  /** `takenOver`: whoever held it was never heard of again. */
  | { taken: true; lease: HeldLease; run: Run; takenOver: boolean }
  /**
   * `busy`: another worker holds it. `settled`: nothing to do (terminal, or waiting for a person). `full`: its team has
   * as many runs in work as it may have; it becomes due when one of them ends.
   */
  | { taken: false; why: 'busy' | 'settled' | 'missing' | 'old_attempt' | 'full' };

/** A lease as its holder knows it. Every write below that takes one is refused with `lease_lost` once a newer token was given. */
export interface HeldLease extends Lease {
  team: string;
  run: string;
}

export type RunPatch = Partial<Pick<Run, 'warnings' | 'companyName' | 'domain'>> & { error?: StoredError };

export interface RunList {
  /** What whoever looks may see; and always what they asked for themselves, where `createdBy` is given. */
  viewer: Viewer;
  createdBy?: string;
  project?: string;
  statuses?: readonly RunStatus[];
  mode?: RunMode;
  limit: number;
  /** `cursor` of the page before. */
  after?: string;
}

/** What went with a run. */
export interface DeletedRun {
  stages: number;
  evidence: number;
  files: number;
  memories: number;
}

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
  /** Newest first. */
  list(team: string, question: RunList): Promise<{ runs: Run[]; cursor?: string }>;
  /**
   * Really deletes an ended run: its stages, versions, evidence, slots, marks, feedback, files and what the memory has
   * from it. Stars keep their snapshots. Errors: `conflict` while an attempt is under way, `not_found`.
   */
  delete(team: string, id: string): Promise<DeletedRun>;
  /** Widens (or narrows) who may see a run. Memories and projects keep theirs. Error: `not_found`. */
  setVisibility(team: string, id: string, visibility: string): Promise<Run>;
  /** Puts an ended run into a project, as its next iteration. Errors: those of `create`; `conflict` when it is in one. */
  assignProject(team: string, id: string, project: string): Promise<Run>;
  /**
   * Runs that ended before a time, the oldest first, except those of active projects; for whoever deletes what is kept
   * no longer. A run whose deletion did not come to its end is among them, before all others.
   */
  olderThan(team: string, before: string, limit: number): Promise<string[]>;
  /** Every team that ever made a run. */
  teams(): Promise<string[]>;
  /** Runs and tasks that nobody works on although somebody should: queued, or with an expired lease. For the reaper, over all teams. */
  forgotten(limit: number): Promise<Job[]>;
  take(team: string, id: string, attempt: number, owner: string): Promise<TakeLease>;
  renew(lease: HeldLease): Promise<HeldLease>;
  /** Adds to the usage of the run and of its stage in one transaction, and to the day's counters of user and team. */
  spend(lease: HeldLease, usage: Usage, stage?: string): Promise<void>;
  patch(lease: HeldLease, patch: RunPatch): Promise<void>;
  /** Gives the lease back with the run still to be done (continuation): soon, or, while work is done elsewhere, at `dueAt`. */
  release(lease: HeldLease, dueAt?: Date): Promise<void>;
  /** Gives the lease back and waits for a person. */
  wait(lease: HeldLease, waiting: NonNullable<Run['waiting']>): Promise<void>;
  /**
   * Ends the attempt with the status computed from its stages (`outcome`), gives the lease back. A first attempt
   * that was cancelled meanwhile ends cancelled. The run stays due until its end is `shown`.
   */
  finish(lease: HeldLease, status: 'completed' | 'partial' | 'failed' | 'cancelled', error?: StoredError): Promise<Run>;
  /**
   * Gives the lease back after an unforeseen failure: queued, to be tried again after a pause, or, when `attempts`
   * failures followed each other without a further step done, ended as `failed` with a dead letter.
   */
  interrupt(lease: HeldLease, error: StoredError, attempts: number): Promise<Run>;
  /** How many runs of its team wait before it; undefined when it does not wait for a place. At most 100 are counted. */
  placeInQueue(team: string, id: string): Promise<number | undefined>;
  /** The end of a run is where people see it: nobody has to look at it again. Nothing happens while it is in work. */
  shown(team: string, id: string): Promise<void>;
  /** The end of a run can be shown nowhere, because the app has lost its access: due again in ten minutes, for a week. */
  showLater(team: string, id: string): Promise<void>;
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
  /**
   * A person's own words in place of a stored output, as its next version; the run must have ended. The caller has
   * parsed and gated `output`. Errors: `not_found`, `conflict` while an attempt is under way or when the version is not
   * the one that was edited.
   */
  edit(
    team: string,
    run: string,
    stage: string,
    change: { output: unknown; basedOn: number; by: string; line?: string },
  ): Promise<StageRecord>;
  /**
   * A kept version in place of the present output, as the next version, which says so. The caller has made `output` of
   * it (`restoredOutput`). Errors: those of `edit`.
   */
  restore(
    team: string,
    run: string,
    stage: string,
    change: { kept: StageVersion; output: unknown; basedOn: number; by: string; line?: string },
  ): Promise<StageRecord>;
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
  /** The default until an admin changes something. */
  team(team: string): Promise<TeamSettings>;
  /** Stored when `revision` is still the stored one. Errors: `conflict`, `invalid_input`. */
  saveTeam(settings: TeamSettings, by: string): Promise<TeamSettings>;
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
  /** So that a reply in a thread finds its run. */
  nameThread(team: string, run: string, channel: string, ts: string): Promise<void>;
  /** Id of the run that a thread belongs to. */
  threadRun(team: string, channel: string, ts: string): Promise<string | undefined>;
  get(team: string, run: string, place: string): Promise<Slot | undefined>;
  list(team: string, run: string): Promise<Slot[]>;
  /**
   * Refused with `conflict` when the revision is not the stored one plus one. `token`: the newest one of the run that
   * whoever writes knows of; refused with `lease_lost` once a newer one was given, or the run is gone. What was posted
   * before a run was given back may so be noted after it.
   */
  save(team: string, run: string, slot: Slot, token?: number): Promise<void>;
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
  tasks: Tasks;
  people: People;
  audit: Audit;
  marks: Marks;
  usage: UsageDays;
  deadLetters: DeadLetters;
  chores: Chores;
  teams: Teams;
}
