import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Installation, TokenKey } from '../../domain/installation.ts';
import { createInstallations } from './installations.ts';
import { openTestStore, type TestStore } from './test-store.ts';

const key = (id: string): TokenKey => ({ id, key: randomBytes(32) });
const old = key('2025');
const fresh = key('2026');

const installed: Installation = {
  id: 'T1',
  isEnterprise: false,
  appId: 'A1',
  botUserId: 'UB',
  scopes: ['commands', 'chat:write'],
  installedBy: 'U1',
  installedAt: '2026-11-23T09:00:00.000Z',
  tokens: { botToken: 'xoxe.xoxb-1-first', refreshToken: 'xoxe-1-first', expiresAt: '2026-11-23T10:00:00.000Z' },
};
const next = {
  botToken: 'xoxe.xoxb-1-second',
  refreshToken: 'xoxe-1-second',
  expiresAt: '2026-11-23T22:00:00.000Z',
};

const Sealed = z.object({ keyId: z.string(), value: z.string() });
const Stored = z.object({ botToken: Sealed, refreshToken: Sealed });

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const openWith = (...keys: [TokenKey, ...TokenKey[]]) =>
  createInstallations({ documents: store.another().documents, clock: store.clock, keys });
const path = (team: string) => `teams/${team}/installation/slack`;
const raw = async () => (await store.documents.get(path('T1')))?.data ?? {};

describe('tokens at rest', () => {
  it('are encrypted, and read again', async () => {
    const installations = openWith(fresh);
    await installations.save(installed);
    expect(await installations.get('T1')).toEqual(installed);
    expect(JSON.stringify(await raw())).not.toMatch(/xox/);
    expect(await installations.get('T2')).toBeUndefined();
  });

  it('are read with an older key, and encrypted with the first one from then on', async () => {
    await openWith(old).save(installed);
    const both = openWith(fresh, old);
    expect(await raw()).toMatchObject({ botToken: { keyId: '2025' } });
    expect((await both.get('T1'))?.tokens).toEqual(installed.tokens);
    expect(await raw()).toMatchObject({ botToken: { keyId: '2026' }, refreshToken: { keyId: '2026' } });
    expect(await openWith(fresh).get('T1')).toEqual(installed);
    await expect(openWith(old).get('T1')).rejects.toMatchObject({ code: 'storage_failed' });
    await openWith(old).save(installed);
    await both.endRotation('T1', installed.tokens, next);
    expect((await openWith(fresh).get('T1'))?.tokens).toEqual(next);
  });

  it('do not open when anything was changed, in another team’s document, or in the other’s place', async () => {
    const installations = openWith(fresh);
    await installations.save(installed);
    const data = await raw();
    const { botToken, refreshToken } = Stored.parse(data);
    const bytes = Buffer.from(botToken.value, 'base64');
    const changed = [0, 12, bytes.length - 1].map((at) => {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
      return { ...data, botToken: { ...botToken, value: copy.toString('base64') } };
    });
    const cut = { ...data, botToken: { ...botToken, value: bytes.subarray(0, 20).toString('base64') } };
    for (const tampered of [...changed, cut, { ...data, botToken: refreshToken }]) {
      await store.documents.set(path('T1'), tampered);
      await expect(installations.get('T1')).rejects.toMatchObject({ code: 'storage_failed' });
    }
    await store.documents.set(path('T2'), { ...data, id: 'T2', team: 'T2' });
    await expect(installations.get('T2')).rejects.toMatchObject({ code: 'storage_failed' });
  });
});

describe('rotation', () => {
  it('is begun by one of two processes; the other is told when it is done', async () => {
    const [one, two] = [openWith(fresh), openWith(fresh)];
    await one.save(installed);
    const begun = await Promise.all([
      one.beginRotation('T1', installed.tokens),
      two.beginRotation('T1', installed.tokens),
    ]);
    expect(begun.map(({ kind }) => kind).sort()).toEqual(['begun', 'busy']);
    expect(begun).toContainEqual({ kind: 'begun', refreshToken: 'xoxe-1-first' });
    expect(await one.endRotation('T1', installed.tokens, next)).toBe(true);
    const after = { ...installed, tokens: next };
    expect(await two.beginRotation('T1', installed.tokens)).toEqual({ kind: 'current', installation: after });
    expect(await two.beginRotation('T1', next)).toMatchObject({ kind: 'begun' });
  });

  it('is taken over half a minute after its process ended, and the late one changes nothing then', async () => {
    const installations = openWith(fresh);
    await installations.save(installed);
    await installations.beginRotation('T1', installed.tokens);
    store.pass(29);
    expect(await installations.beginRotation('T1', installed.tokens)).toEqual({ kind: 'busy' });
    store.pass(2);
    expect(await installations.beginRotation('T1', installed.tokens)).toMatchObject({ kind: 'begun' });
    expect(await installations.endRotation('T1', installed.tokens, next)).toBe(true);
    expect(await installations.endRotation('T1', installed.tokens, { botToken: 'xoxb-late' })).toBe(false);
    expect((await installations.get('T1'))?.tokens).toEqual(next);
  });

  it('does not bring a removed installation back', async () => {
    const installations = openWith(fresh);
    await installations.save(installed);
    await installations.beginRotation('T1', installed.tokens);
    await installations.remove('T1', store.clock.now(), 'app_uninstalled');
    expect(await installations.endRotation('T1', installed.tokens, next)).toBe(false);
    expect(await installations.get('T1')).toBeUndefined();
    expect(await installations.beginRotation('T1', installed.tokens)).toEqual({ kind: 'current' });
  });
});

describe('removal', () => {
  it('deletes the tokens and is remembered until the next installation', async () => {
    const installations = openWith(fresh);
    await installations.save(installed);
    expect(await installations.remove('T1', store.clock.now(), 'app_uninstalled')).toBe(true);
    expect(await store.documents.get(path('T1'))).toBeUndefined();
    expect(await installations.wasRemoved('T1')).toBe(true);
    await installations.save(installed);
    expect(await installations.wasRemoved('T1')).toBe(false);
  });

  it('that is delivered again after a new installation changes nothing', async () => {
    const installations = openWith(fresh);
    await installations.save({ ...installed, installedAt: '2026-11-23T09:05:00.000Z' });
    expect(await installations.remove('T1', new Date('2026-11-23T09:04:00.000Z'), 'app_uninstalled')).toBe(false);
    expect(await installations.get('T1')).toBeDefined();
  });

  it('of a workspace ends what its organisation served', async () => {
    const installations = openWith(fresh);
    await installations.servedBy('T1', 'E1');
    expect(await installations.organisationOf('T1')).toBe('E1');
    await installations.remove('T1', store.clock.now(), 'app_uninstalled');
    expect(await installations.organisationOf('T1')).toBeUndefined();
  });
});

describe('a state of an installation flow', () => {
  it('is spent once, whichever process is asked, and forgotten when it has expired', async () => {
    const [one, two] = [openWith(fresh), openWith(fresh)];
    const until = new Date(store.clock.now().getTime() + 60_000);
    const spent = await Promise.all([one.spendState('n1', until), two.spendState('n1', until)]);
    expect(spent.toSorted()).toEqual([false, true]);
    store.pass(120);
    await one.spendState('n2', new Date(store.clock.now().getTime() + 60_000));
    const left = await store.documents.query({ collection: 'teams/none/installationStates', limit: 10 });
    expect(left.documents).toHaveLength(1);
  });
});
