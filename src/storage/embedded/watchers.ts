import type { StoredDocument } from '../../domain/ports/documents.ts';

type OnChange = (document: StoredDocument | undefined) => void;

interface Watcher {
  onChange: OnChange;
  /** Version that was told last; '' for a missing document, `undefined` before the first time. */
  told?: string;
  live: boolean;
}

export interface WatchersOptions {
  read(path: string): StoredDocument | undefined;
  dataVersion(): number;
  pollMilliseconds: number;
  onError(error: unknown): void;
}

export interface Watchers {
  watch(path: string, onChange: OnChange): () => void;
  /** To be called after every commit of this connection. */
  changed(changes: ReadonlyMap<string, StoredDocument | undefined>): void;
  close(): void;
}

/**
 * Tells watchers about commits: our own at once, those of other connections when SQLite's `data_version` shows that
 * there was one (https://www.sqlite.org/pragma.html#pragma_data_version). The timer runs while anybody watches and
 * does not keep the process alive.
 */
export function createWatchers(options: WatchersOptions): Watchers {
  const watchers = new Map<string, Set<Watcher>>();
  let timer: NodeJS.Timeout | undefined;
  let seen: number | undefined;

  function tell(watcher: Watcher, document: StoredDocument | undefined): void {
    const version = document?.version ?? '';
    if (watcher.told === version) return;
    watcher.told = version;
    queueMicrotask(() => {
      if (watcher.live) watcher.onChange(document && structuredClone(document));
    });
  }

  function poll(): void {
    try {
      const current = options.dataVersion();
      if (current === seen) return;
      for (const [path, group] of watchers) {
        const document = options.read(path);
        for (const watcher of group) tell(watcher, document);
      }
      seen = current;
    } catch (error) {
      options.onError(error);
    }
  }

  function stopWhenIdle(): void {
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    watch(path, onChange) {
      if (!timer) {
        seen = options.dataVersion();
        timer = setInterval(poll, options.pollMilliseconds).unref();
      }
      const watcher: Watcher = { onChange, live: true };
      const group = watchers.get(path) ?? new Set();
      watchers.set(path, group.add(watcher));
      tell(watcher, options.read(path));
      return () => {
        watcher.live = false;
        group.delete(watcher);
        if (group.size === 0 && watchers.get(path) === group) watchers.delete(path);
        stopWhenIdle();
      };
    },
    changed(changes) {
      for (const [path, document] of changes) {
        for (const watcher of watchers.get(path) ?? []) tell(watcher, document);
      }
    },
    close() {
      for (const group of watchers.values()) for (const watcher of group) watcher.live = false;
      watchers.clear();
      stopWhenIdle();
    },
  };
}
