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

export const isCrashPoint = (value: unknown): value is CrashPoint =>
  typeof value === 'object' && value !== null && 'path' in value && 'moment' in value;
