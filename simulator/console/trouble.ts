import type { Fault } from '../slack/faults.ts';

/** What was set by hand to go wrong: `GET /console/faults`. */
export interface Trouble {
  /** Still to come in the simulated Slack. */
  slack: Fault[];
  /** The app's token in this workspace opens nothing. */
  tokenRevoked: boolean;
  /** Trigger ids are expired when they arrive. */
  triggersExpired: boolean;
  /** Still to come in the simulated Gemini. */
  gemini: { kind: string; times?: number | null }[];
}
