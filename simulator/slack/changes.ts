/** Something that a watcher may want to look at again. */
export interface Change {
  kind: 'message' | 'ephemeral' | 'channel' | 'view' | 'home' | 'file' | 'log' | 'settings' | 'installation' | 'agent';
  team?: string;
  channel?: string;
  ts?: string;
  user?: string;
  id?: string;
}

export type NumberedChange = Change & { seq: number };

export interface Changes {
  emit(change: Change): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (change: NumberedChange) => void): () => void;
  seq(): number;
}

export function createChanges(): Changes {
  const listeners = new Set<(change: NumberedChange) => void>();
  let seq = 0;
  return {
    emit(change) {
      seq += 1;
      for (const listener of listeners) listener({ ...change, seq });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    seq: () => seq,
  };
}
