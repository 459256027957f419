import type { SimulatorClock } from '../clock.ts';
import type { Changes } from './changes.ts';
import type { Message } from './entities.ts';
import type { Faults } from './faults.ts';
import type { Json } from './json.ts';
import type { RequestLog } from './log.ts';
import type { OAuth } from './oauth.ts';
import type { RateLimits } from './rate-limits.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Sockets } from './socket-mode.ts';
import type { Tokens } from './tokens.ts';
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
  /** Aborts when the simulator closes. */
  closing: AbortSignal;
  tokens: Tokens;
  oauth: OAuth;
  sockets: Sockets;
  /** Options that people were offered by the app, so that a choice carries its text. */
  suggestions: Map<string, Json[]>;
  /** Whether the app is declared as an agent. */
  isAgent: boolean;
  subscribed(event: string): boolean;
  /** Takes the app out of a workspace: its tokens end, and it is told so. */
  uninstall(workspace: Workspace): Promise<void>;
  /** The app is now in this workspace, and with an organization in every one of it. */
  installed(workspace: Workspace, enterprise?: string): void;
  /** Tells the app about a new message, if it has subscribed to such events. */
  posted(workspace: Workspace, message: Message): void;
}
