/** A write to the storage, and whether the process ends right before or right after it is committed. */
export interface CrashPoint {
  /** How the document's path ends. */
  path: string;
  /** Members that it is written with. */
  where: Record<string, string>;
  /** A member that is there. */
  has?: string;
  moment: 'before' | 'after';
}

const isCrashPoint = (value: unknown): value is CrashPoint =>
  typeof value === 'object' && value !== null && 'path' in value && 'moment' in value;

/** Within a process of the app: where it is to end. */
export function namedPoint(): CrashPoint | undefined {
  const named: unknown = JSON.parse(process.env.CHAOS_CRASH ?? 'null');
  return isCrashPoint(named) ? named : undefined;
}

export const isPoint = ({ path, where, has }: CrashPoint, written: string, members: Record<string, unknown>): boolean =>
  written.endsWith(path) &&
  Object.entries(where).every(([name, value]) => members[name] === value) &&
  (has === undefined || members[has] !== undefined);

export const endHere = (): void => void process.kill(process.pid, 'SIGKILL');
