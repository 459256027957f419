/** What a process of the app is told to suffer. */
export type Order =
  /** Milliseconds its clock is wrong by. */
  | { clock: number }
  /** Full: its databases may not grow by a page. */
  | { disk: 'full' | 'free' };

const isOrder = (value: unknown): value is Order =>
  typeof value === 'object' && value !== null && ('clock' in value || 'disk' in value);

/** Within a process of the app. */
export function onOrder(follow: (order: Order) => void): void {
  process.on('message', (message) => {
    if (isOrder(message)) follow(message);
  });
  // The channel to whoever plays keeps no process from ending.
  process.channel?.unref();
}
