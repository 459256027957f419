import { createHash } from 'node:crypto';

/**
 * The id of the run that a trigger makes, the same for every redelivery of it: 128 bits of SHA-256 as hexadecimal
 * digits. `trigger` is whatever names the trigger within its team, such as Slack's trigger or event id.
 */
export const runIdFrom = (team: string, trigger: string): string =>
  createHash('sha256')
    .update(JSON.stringify([team, trigger]))
    .digest('hex')
    .slice(0, 32);
