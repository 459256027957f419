import type { Documents } from '../../../src/domain/ports/documents.ts';
import type { Queue } from '../../../src/domain/ports/queue.ts';
import type { Write } from '../history.ts';
import type { Node } from '../node.ts';

/** One process of the app. */
export interface Program {
  /** In src/. */
  file: 'start-embedded.ts' | 'start-bot.ts' | 'start-worker.ts';
  /** Loaded before it, in inside/. */
  preloads: readonly string[];
  env: Record<string, string>;
  /** Whether people's requests go to it, and whether it works on runs. */
  hears: boolean;
  works: boolean;
}

export interface PlaceOptions {
  /** Processes that work on runs, and as many that hear people where those are others. */
  processes: number;
  /** Addresses of those that would take a job now. */
  workers: () => readonly string[];
}

/** A storage of its own, and the processes on it. */
export interface Place {
  programs: readonly Program[];
  /** The same storage, for whoever plays. */
  documents: Documents;
  queue: Queue;
  /** What the processes have written by now, in the order of the commits. */
  writes(): Promise<readonly Write[]>;
  /** Nobody can write for so many milliseconds. */
  lock(milliseconds: number): Promise<void>;
  /** The process finds its disk full for so many milliseconds; only where the storage lies on one. */
  fillDisk?(node: Node, milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Where the app keeps what lasts. */
export interface Backend {
  name: 'embedded' | 'gcp' | 'gcp-pull';
  leaseSeconds: number;
  /** How much longer than on one machine it is from blow to blow: a process that is never up long enough shows nothing. */
  spacing: number;
  /** Faults that it cannot have, and why. */
  leftOut: Readonly<Partial<Record<'disk', string>>>;
  open(options: PlaceOptions): Promise<Place>;
  close(): Promise<void>;
}
