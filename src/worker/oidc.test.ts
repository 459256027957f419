import { afterAll, beforeAll, expect, test } from 'vitest';
import { audience, type Issuer, newKey, pusher, scheduler, startIssuer } from './fixtures/issuer.ts';
import { createTokenCheck } from './oidc.ts';

let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());

const check = (authorization: string | undefined) =>
  createTokenCheck({ audience, certsUrl: issuer.certsUrl })(authorization, pusher);
const now = Math.floor(Date.now() / 1000);

test('a token of the service account for this audience passes', async () => {
  expect(await check(`Bearer ${issuer.token()}`)).toEqual({ ok: true });
  expect(await check(`bearer ${issuer.token({ iss: 'accounts.google.com' })}`)).toEqual({ ok: true });
});

test.each([
  ['another audience', { aud: 'https://bot.example.com' }],
  ['a list of audiences', { aud: [audience, 'https://bot.example.com'] }],
  ['another issuer', { iss: 'https://example.com' }],
  ['no issuer', { iss: undefined }],
  ['an expired token', { iat: now - 7200, exp: now - 3600 }],
  ['one from the future', { iat: now + 3600, exp: now + 7200 }],
  ['one that never expires', { exp: undefined }],
  ['one that is valid for years', { exp: now + 1e9 }],
  ['another account', { email: scheduler }],
  ['the address in other letters', { email: pusher.toUpperCase() }],
  ['no address', { email: undefined }],
  ['an address that is not verified', { email_verified: false }],
  ['an address that is verified by word', { email_verified: 'true' }],
])('%s is refused', async (_what, claims) => {
  expect(await check(`Bearer ${issuer.token(claims)}`)).toMatchObject({ ok: false });
});

test.each([
  ['another key', () => issuer.token({}, { key: newKey() })],
  ['a key that is not published', () => issuer.token({}, { keyId: 'key-2' })],
  ['a name that every object has for a key', () => issuer.token({}, { keyId: 'constructor' })],
  ['a changed payload', () => withPayload(issuer.token({ email: scheduler }), issuer.token())],
  ['no signature', () => issuer.token().replace(/\.[^.]*$/, '.')],
  ['no token at all', () => 'x.y.z'],
])('a token signed with %s is refused', async (_what, token) => {
  expect(await check(`Bearer ${token()}`)).toMatchObject({ ok: false });
});

test.each([undefined, '', 'Bearer', 'Basic dTpw', 'Bearer a b c'])('%j is no token', async (authorization) => {
  expect(await check(authorization)).toEqual({ ok: false, why: 'no token' });
});

test('what is said about a refused token holds nothing of it', async () => {
  const token = issuer.token({ email: 'somebody@example.com', exp: now - 10_000, iat: now - 20_000 });
  const verdict = await check(`Bearer ${token}`);
  expect(verdict).toEqual({ ok: false, why: 'Token used too late' });
});

test('certificates are fetched once', async () => {
  const checkToken = createTokenCheck({ audience, certsUrl: issuer.certsUrl });
  const before = issuer.asked();
  for (let time = 0; time < 3; time++) await checkToken(`Bearer ${issuer.token()}`, pusher);
  expect(issuer.asked()).toBe(before + 1);
});

test('without certificates nothing is decided', async () => {
  const checkToken = createTokenCheck({ audience, certsUrl: 'http://127.0.0.1:1/' });
  await expect(checkToken(`Bearer ${issuer.token()}`, pusher)).rejects.toMatchObject({ retryable: true });
});

const withPayload = (token: string, other: string): string => {
  const [head, , signature] = token.split('.');
  return [head, other.split('.')[1], signature].join('.');
};
