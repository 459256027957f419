import { OAuth2Client } from 'google-auth-library';
import { AppError } from '../domain/errors.ts';

export interface OidcOptions {
  audience: string;
  /** Serves the certificates, by key id, that tokens are signed for. Default: Google's. */
  certsUrl?: string;
}

/** `why` is for the log: it holds nothing of the token. */
export type Verdict = { ok: true } | { ok: false; why: string };

export type CheckToken = (authorization: string | undefined, email: string) => Promise<Verdict>;

/** Beginning of the library's message; what follows in it may quote the token. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error && /^[A-Za-z' ]{3,40}/.exec(error.message)?.[0].trim()) || 'unreadable token';

/**
 * Says whether a request carries a token that Google signed for this audience and this service account.
 * https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions
 * Error: `storage_failed` (retryable) when there are no certificates to check it with.
 */
export function createTokenCheck({ audience, certsUrl }: OidcOptions): CheckToken {
  const client = new OAuth2Client(
    certsUrl === undefined ? {} : { endpoints: { oauth2FederatedSignonPemCertsUrl: certsUrl } },
  );

  async function certificates() {
    try {
      return (await client.getFederatedSignonCertsAsync()).certs;
    } catch (cause) {
      throw new AppError('storage_failed', 'The certificates of tokens could not be fetched.', {
        cause,
        retryable: true,
      });
    }
  }

  return async (authorization, email) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return { ok: false, why: 'no token' };
    const certs = await certificates();
    try {
      const ticket = await client.verifySignedJwtWithCertsAsync(token, certs, audience, client.issuers);
      const payload = ticket.getPayload();
      if (payload?.email_verified !== true) return { ok: false, why: 'the e-mail address is not verified' };
      if (payload.email !== email) return { ok: false, why: 'another account' };
      return { ok: true };
    } catch (error) {
      return { ok: false, why: reasonOf(error) };
    }
  };
}
