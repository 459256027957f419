import type { Installation, SlackTokens } from '../installation.ts';

/**
 * `begun`: the caller alone may exchange the refresh token, for half a minute. `busy`: somebody else does.
 * `current`: nothing to do, because it was done or the installation is gone; `installation` says what is there now.
 */
export type BeginRotation =
  | { kind: 'begun'; refreshToken: string }
  | { kind: 'busy' }
  | { kind: 'current'; installation?: Installation };

/** Where the app is installed. Tokens are encrypted at rest and go with the installation. */
export interface Installations {
  /** Error: `storage_failed` for tokens that no configured key opens, or that were tampered with. */
  get(id: string): Promise<Installation | undefined>;
  /** A first installation, or one more, which replaces what was there. */
  save(installation: Installation): Promise<void>;
  /** Deletes the tokens and remembers that the app was removed. `false`: it was installed again after `removedAt`, or was not installed. */
  remove(id: string, removedAt: Date, why: string): Promise<boolean>;
  /** The app was installed here once and was removed. */
  wasRemoved(id: string): Promise<boolean>;

  /** The organisation whose installation serves this workspace. */
  organisationOf(team: string): Promise<string | undefined>;
  /** Remembers which organisation serves a workspace, as Slack said in a signed request. */
  servedBy(team: string, organisation: string): Promise<void>;

  /**
   * Refresh tokens are single-use: one process at a time exchanges the one it has seen. An exchange that failed is not
   * given back but runs out, because Slack may have carried it out, and so that nobody asks Slack in a loop.
   */
  beginRotation(id: string, seen: SlackTokens): Promise<BeginRotation>;
  /** Stores what the exchange gave. `false`: other tokens are stored by now, or none. */
  endRotation(id: string, seen: SlackTokens, tokens: SlackTokens): Promise<boolean>;

  /** `false`: this state of an installation flow was used before. Remembered until it has expired. */
  spendState(nonce: string, expiresAt: Date): Promise<boolean>;
}
