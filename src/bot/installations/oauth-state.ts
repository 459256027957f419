import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The `state` of an installation flow: Slack hands it back as it is. Signed, short-lived, and bound to the browser that
 * began by a cookie, so that nobody can make somebody else finish a flow (https://docs.slack.dev/authentication/installing-with-oauth).
 */
export interface StateKeeper {
  /** `browser` goes into the cookie, `state` to Slack. */
  begin(): { state: string; browser: string };
  /** `undefined` when it is not ours, expired, or from another browser. */
  open(state: string, browser: string): { nonce: string; expiresAt: Date } | undefined;
}

export const stateMinutes = 10;

export function createStateKeeper(secret: string, now: () => Date): StateKeeper {
  const sign = (nonce: string, expires: string, browser: string) =>
    createHmac('sha256', secret).update(`slack-install ${nonce} ${expires} ${browser}`).digest();
  return {
    begin() {
      const [nonce, browser] = [randomBytes(16).toString('base64url'), randomBytes(32).toString('base64url')];
      const expires = String(now().getTime() + stateMinutes * 60_000);
      return { state: `${nonce}.${expires}.${sign(nonce, expires, browser).toString('base64url')}`, browser };
    },
    open(state, browser) {
      const [nonce = '', expires = '', signature = '', ...rest] = state.split('.');
      const given = Buffer.from(signature, 'base64url');
      const right = sign(nonce, expires, browser);
      if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      return Number(expires) > now().getTime() ? { nonce, expiresAt: new Date(Number(expires)) } : undefined;
    },
  };
}
