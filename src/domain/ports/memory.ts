import type { ClientProfile, MemoryEntry, MemoryKind, PlayLibraryItem, Vector } from '../memory.ts';

/** Visibilities that may be seen: `team` and conversations, at most 30. Every question below is filtered by them first. */
export type Viewer = readonly string[];

type Given = 'createdAt' | 'updatedAt' | 'schemaVersion';
export type NewClientProfile = Omit<ClientProfile, 'id' | Given>;
export type NewEntry = Omit<MemoryEntry, 'id' | Given>;
export type NewPlay = Omit<PlayLibraryItem, 'id' | Given | 'usageCount' | 'won' | 'lost' | 'status'>;
export type ClientPatch = Partial<Pick<ClientProfile, 'vertical' | 'size' | 'region' | 'contacts' | 'summary'>>;
export type EntryPatch = Partial<Pick<MemoryEntry, 'title' | 'content' | 'kind' | 'tags' | 'vertical' | 'visibility'>>;
export type PlayPatch = Partial<
  Pick<PlayLibraryItem, 'title' | 'content' | 'whenToUse' | 'kind' | 'vertical' | 'visibility'>
>;

/** With 1 for the same direction, 0 for nothing in common. */
export type Similar<T> = T & { similarity: number };

export interface Nearest {
  viewer: Viewer;
  vector: Vector;
  limit: number;
}

export interface Clients {
  /** One per company key and visibility: written anew with every run. */
  save(profile: NewClientProfile): Promise<ClientProfile>;
  get(team: string, id: string): Promise<ClientProfile | undefined>;
  /** Last changed first. */
  list(team: string, question: { viewer: Viewer; limit: number }): Promise<ClientProfile[]>;
  /** The vector goes with the words it was made of. Error: `not_found`. */
  edit(team: string, id: string, patch: ClientPatch): Promise<ClientProfile>;
  nearest(team: string, question: Nearest): Promise<Similar<ClientProfile>[]>;
  delete(team: string, id: string): Promise<void>;
}

export interface Entries {
  /** What a person wrote down. */
  create(entry: NewEntry): Promise<MemoryEntry>;
  get(team: string, id: string): Promise<MemoryEntry | undefined>;
  /** The newest first. */
  list(team: string, question: { viewer: Viewer; kind?: MemoryKind; limit: number }): Promise<MemoryEntry[]>;
  /** The vector goes with the words it was made of. Error: `not_found`. */
  edit(team: string, id: string, patch: EntryPatch): Promise<MemoryEntry>;
  /** Only those of the kinds and the company named, where any are named. */
  nearest(
    team: string,
    question: Nearest & { kinds?: readonly MemoryKind[]; companyKey?: string },
  ): Promise<Similar<MemoryEntry>[]>;
  /**
   * What a run has found, all of it, each with a vector. One that means the same as an entry of the same company, kind
   * and visibility from another run renews that entry; what this run had said before and says no more goes. So the same
   * run may say it again, as often as it likes, and nothing piles up.
   */
  learn(
    origin: { team: string; run: string },
    found: readonly NewEntry[],
  ): Promise<{ entries: MemoryEntry[]; renewed: number }>;
  delete(team: string, id: string): Promise<void>;
}

export interface Plays {
  /** Without a vector it is found by words; the next run that recalls gives it one. The same origin again gives the play that is there. */
  create(play: NewPlay): Promise<PlayLibraryItem>;
  get(team: string, id: string): Promise<PlayLibraryItem | undefined>;
  /** Active ones, the newest first. */
  list(team: string, question: { viewer: Viewer; limit: number }): Promise<PlayLibraryItem[]>;
  /** The vector goes with the words it was made of. Error: `not_found`. */
  edit(team: string, id: string, patch: PlayPatch): Promise<PlayLibraryItem>;
  /** Everything, retired ones too, for whoever looks after the library. */
  library(team: string, question: { viewer: Viewer; limit: number }): Promise<PlayLibraryItem[]>;
  /** Back from retirement. */
  restore(team: string, id: string): Promise<void>;
  /** Retired ones are kept and never recalled. */
  retire(team: string, id: string): Promise<void>;
  /** Active ones only. */
  nearest(team: string, question: Nearest): Promise<Similar<PlayLibraryItem>[]>;
  /** Counts once a run. */
  used(team: string, id: string, run: string): Promise<void>;
  /** What became of it in one run; said again, it replaces what was said before. `null` takes it back. Error: `not_found`. */
  outcome(team: string, id: string, run: string, outcome: 'won' | 'lost' | null): Promise<PlayLibraryItem>;
  delete(team: string, id: string): Promise<void>;
}

export interface MemoryHit {
  kind: 'client' | 'entry' | 'play';
  id: string;
  title: string;
  content: string;
  visibility: string;
  /** Of the place in the lists of words and of meaning, for ordering alone. */
  score: number;
  matched: 'words' | 'meaning' | 'both';
}

export interface Memory {
  clients: Clients;
  entries: Entries;
  plays: Plays;
  /** By words and, where a vector is given, by meaning too; best first. */
  search(
    team: string,
    question: { text: string; vector?: Vector; viewer: Viewer; limit: number },
  ): Promise<MemoryHit[]>;
  /** Everything that rests on a run, when the run is deleted. Returns how much that was. */
  forgetRun(team: string, run: string): Promise<number>;
  /** Documents whose vector was not made by this embedder, with the text to make it of, at most `limit`. */
  outdated(
    team: string,
    embedder: EmbedderName,
    limit: number,
    kinds?: readonly MemoryHit['kind'][],
  ): Promise<OutdatedVector[]>;
  /** Ignored where the text has changed since it was read. */
  saveVector(team: string, outdated: OutdatedVector, vector: Vector): Promise<void>;
}

export interface EmbedderName {
  model: string;
  dimension: number;
}

export interface OutdatedVector {
  kind: MemoryHit['kind'];
  id: string;
  text: string;
  /** Of the document as it was read. */
  version: string;
}
