import { createHash } from 'node:crypto';

/** The id of what there is once per these values, the same in every process: 160 bits of SHA-256 as hexadecimal digits. */
export const keyFrom = (...values: (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 40);
