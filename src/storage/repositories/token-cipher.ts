import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { TokenKey } from '../../domain/installation.ts';

/** Nonce, tag and ciphertext in base64, and the key that made them. */
export const SealedToken = z.object({ keyId: z.string().min(1), value: z.base64() });
export type SealedToken = z.infer<typeof SealedToken>;

/** `owner` is bound to the ciphertext, so that a token copied into another team's document does not open there. */
export interface TokenCipher {
  seal(token: string, owner: string): SealedToken;
  /** Error: `storage_failed` when the key is not configured or anything was changed. */
  open(sealed: SealedToken, owner: string): string;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** The first key encrypts, all of them decrypt. */
export function createTokenCipher(keys: readonly [TokenKey, ...TokenKey[]]): TokenCipher {
  const [first] = keys;
  return {
    seal(token, owner) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, first.key, nonce).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
      return { keyId: first.id, value: Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64') };
    },
    open({ keyId, value }, owner) {
      const key = keys.find(({ id }) => id === keyId)?.key;
      if (!key) throw unreadable(keyId, new TypeError('no such key is configured'));
      try {
        const bytes = Buffer.from(value, 'base64');
        const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
        decipher.setAAD(Buffer.from(owner));
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        const body = bytes.subarray(nonceBytes + tagBytes);
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw unreadable(keyId, cause);
      }
    },
  };
}

const unreadable = (keyId: string, cause: unknown): AppError =>
  new AppError('storage_failed', 'The stored Slack token cannot be read.', { cause, details: { keyId } });
