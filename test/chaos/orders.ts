/** What a process of the app is told to suffer. */
export type Order =
  /** Milliseconds its clock is wrong by. */
  | { clock: number }
  /** Full: its databases may not grow by a page. */
  | { disk: 'full' | 'free' };

export const isOrder = (value: unknown): value is Order =>
  typeof value === 'object' && value !== null && ('clock' in value || 'disk' in value);
