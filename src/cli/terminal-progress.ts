import { type DefaultRenderer, Listr, type ListrTaskWrapper } from 'listr2';
import type { Progress, ProgressEvent } from '../domain/ports/progress.ts';
import { stageLabel } from '../domain/stage-label.ts';

export interface TerminalProgress extends Progress {
  /** Ends the display; stages that were never reached are marked so. */
  end(): Promise<void>;
}

type StageEvent = Extract<ProgressEvent, { type: 'stage' }>;

/** Plain lines, one a finished stage: for pipes, logs and screen readers. */
export function plainProgress(write: (line: string) => void): TerminalProgress {
  const said = new Map<string, string>();
  /** Work that is done elsewhere takes long: it is said once per change. */
  const sayRunning = ({ stage, line }: StageEvent): void => {
    if (line === undefined || said.get(stage) === line) return;
    said.set(stage, line);
    write(`${'running'.padEnd(8)} ${stageLabel(stage)}: ${line}`);
  };
  return {
    open: () => Promise.resolve({ ok: true }),
    changed: (event) => {
      if (event.type === 'run') {
        if (event.note !== undefined) write(event.note);
      } else if (event.status === 'running') {
        sayRunning(event);
      } else if (event.status !== 'pending') {
        write(
          `${event.status.padEnd(8)} ${stageLabel(event.stage)}${event.line === undefined ? '' : `: ${event.line}`}`,
        );
      }
    },
    settle: () => Promise.resolve(),
    end: () => Promise.resolve(),
  };
}

/** A live list, one row a stage, for a terminal. */
export function liveProgress(plan: readonly string[]): TerminalProgress {
  const rows = new Map(plan.map((id) => [id, row(stageLabel(id))]));
  const list = new Listr(
    [...rows.values()].map(({ task }) => task),
    { concurrent: true, exitOnError: false, renderer: 'default', rendererOptions: { showErrorMessage: false } },
  );
  const shown = list.run();
  return {
    open: () => Promise.resolve({ ok: true }),
    changed: (event) => {
      if (event.type === 'stage') rows.get(event.stage)?.changed(event);
    },
    settle: () => Promise.resolve(),
    end: async () => {
      for (const { skip } of rows.values()) skip();
      await shown;
    },
  };
}

function row(label: string) {
  let handle: ListrTaskWrapper<unknown, typeof DefaultRenderer, never> | undefined;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // Listr awaits it; a failure before it is shown must not count as unhandled.
  promise.catch(() => {});
  let ended = false;
  const end = (title: string, finish: () => void): void => {
    ended = true;
    if (handle) handle.title = title;
    finish();
  };
  return {
    task: {
      title: label,
      task: (_context: unknown, task: ListrTaskWrapper<unknown, typeof DefaultRenderer, never>): Promise<void> => {
        handle = task;
        return promise;
      },
    },
    changed: ({ status, line }: StageEvent): void => {
      const title = line === undefined ? label : `${label}: ${line}`;
      if (ended || status === 'pending') return;
      if (status === 'running') {
        if (handle) handle.title = title;
        return;
      }
      if (status === 'failed') end(title, () => reject(new Error(title)));
      else if (status === 'skipped')
        end(title, () => {
          handle?.skip(title);
          resolve();
        });
      else end(title, resolve);
    },
    skip: (): void => {
      if (!ended)
        end(`${label}: not reached`, () => {
          handle?.skip(`${label}: not reached`);
          resolve();
        });
    },
  };
}
