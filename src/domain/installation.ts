import { z } from 'zod';
import { id, timestamp } from './text.ts';

/** `T…` for a workspace, `E…` for an Enterprise organisation that installed the app for all of its workspaces. */
const InstallationId = z.string().regex(/^[TE][A-Z0-9]{1,30}$/);

/** What Slack gives with every installation and every refresh (https://docs.slack.dev/authentication/using-token-rotation). */
export const SlackTokens = z.object({
  botToken: z.string().min(1),
  /** Single use. Both or neither: without rotation a token does not expire. */
  refreshToken: z.string().min(1).exactOptional(),
  expiresAt: timestamp().exactOptional(),
});
export type SlackTokens = z.infer<typeof SlackTokens>;

/** One workspace (or organisation) in which the app is installed. The tokens lie encrypted in storage. */
export const Installation = z.object({
  id: InstallationId,
  isEnterprise: z.boolean(),
  appId: id(40),
  botUserId: id(40),
  scopes: z.array(id(100)),
  /** The person who installed it. */
  installedBy: id(40),
  installedAt: timestamp(),
  tokens: SlackTokens,
});
export type Installation = z.infer<typeof Installation>;

/** A key of `TOKEN_ENCRYPTION_KEY`. */
export interface TokenKey {
  /** Stored with what the key encrypted, so that it is found again after another key became the first. */
  id: string;
  /** 32 bytes. */
  key: Uint8Array;
}
