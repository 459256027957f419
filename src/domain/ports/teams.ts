import type { JsonObject } from './documents.ts';

/** All that is stored of one team. */
export interface Teams {
  /** When the app was removed from it; undefined while it is installed, and where that was never said. */
  removedAt(team: string): Promise<string | undefined>;
  /** Every document, without tokens. */
  documents(team: string): AsyncIterable<{ path: string; data: JsonObject }>;
  /** Deletes every document and file, and what is due. Of work under way nothing can be stored any more. Answers how many documents there were. */
  delete(team: string): Promise<number>;
}
