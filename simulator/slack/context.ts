import type { Changes } from './changes.ts';
import type { SimulatorClock } from './clock.ts';
import type { Message } from './entities.ts';
import type { Faults } from './faults.ts';
import type { RequestLog } from './log.ts';
import type { RateLimits } from './rate-limits.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import type { Workspace } from './workspace.ts';

/** What the parts of the simulator share. */
export interface Context {
  clock: SimulatorClock;
  changes: Changes;
  log: RequestLog;
  faults: Faults;
  rateLimits: RateLimits;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  /** Where the simulator listens, without a slash at the end. */
  baseUrl: string;
  /** The workspace that a token opens. */
  workspaceOf(token: string): Workspace | undefined;
  /** Tells the app about a new message, if it has subscribed to such events. */
  posted(workspace: Workspace, message: Message): void;
}
