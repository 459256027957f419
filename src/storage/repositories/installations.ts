import { z } from 'zod';
import { Installation, type SlackTokens, type TokenKey } from '../../domain/installation.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents, Transaction } from '../../domain/ports/documents.ts';
import type { Installations } from '../../domain/ports/installations.ts';
import { id, timestamp } from '../../domain/text.ts';
import { keyFrom } from './keys.ts';
import { installationPath, organisationPath, removalPath, spentStatePath, spentStates } from './paths.ts';
import { checked, fromStored, toJson } from './stored.ts';
import { createTokenCipher, SealedToken } from './token-cipher.ts';

const { tokens: _, ...facts } = Installation.shape;
const StoredInstallation = z.object({
  ...facts,
  botToken: SealedToken,
  refreshToken: SealedToken.exactOptional(),
  expiresAt: timestamp().exactOptional(),
  /** Somebody exchanges the refresh token; until then nobody else does. */
  rotatingUntil: timestamp().exactOptional(),
});
type StoredInstallation = z.infer<typeof StoredInstallation>;

const Organisation = z.object({ organisation: id(40) });

/** Longer than the exchange may take, its time-out and repetitions included. */
const rotationMilliseconds = 30_000;

export interface InstallationsOptions {
  documents: Documents;
  clock: Clock;
  /** The first encrypts; what an older one encrypted is encrypted anew when it is read or written. */
  keys: readonly [TokenKey, ...TokenKey[]];
}

export function createInstallations({ documents, clock, keys }: InstallationsOptions): Installations {
  const cipher = createTokenCipher(keys);

  const sealed = (owner: string, { botToken, refreshToken, expiresAt }: SlackTokens) => ({
    botToken: cipher.seal(botToken, `${owner}/bot`),
    ...(refreshToken !== undefined && { refreshToken: cipher.seal(refreshToken, `${owner}/refresh`) }),
    ...(expiresAt !== undefined && { expiresAt }),
  });

  function opened({ botToken, refreshToken, expiresAt, rotatingUntil: _, ...rest }: StoredInstallation): Installation {
    const tokens: SlackTokens = {
      botToken: cipher.open(botToken, `${rest.id}/bot`),
      ...(refreshToken && { refreshToken: cipher.open(refreshToken, `${rest.id}/refresh`) }),
      ...(expiresAt !== undefined && { expiresAt }),
    };
    return { ...rest, tokens };
  }

  const stored = async (from: Pick<Documents, 'get'> | Transaction, owner: string) => {
    const document = await from.get(installationPath(owner));
    return document && fromStored(StoredInstallation, document);
  };

  /** Every write encrypts with the first key. */
  function put(transaction: Transaction, { tokens, ...rest }: Installation, rotatingUntil?: string): void {
    const next = { ...rest, ...sealed(rest.id, tokens), ...(rotatingUntil !== undefined && { rotatingUntil }) };
    const kept = { team: rest.id, schemaVersion: 1, updatedAt: clock.now().toISOString() };
    transaction.set(installationPath(rest.id), toJson({ ...checked(StoredInstallation, next), ...kept }));
  }

  /** So that an old key gets out of use without waiting for a write that may never come. */
  const sealAnew = (owner: string) =>
    documents.transaction(async (transaction) => {
      const found = await stored(transaction, owner);
      if (found) put(transaction, opened(found), found.rotatingUntil);
    });

  return {
    async get(owner) {
      const found = await stored(documents, owner);
      if (!found) return undefined;
      const installation = opened(found);
      if (found.botToken.keyId !== keys[0].id) await sealAnew(owner);
      return installation;
    },
    save: (installation) =>
      documents.transaction(async (transaction) => {
        put(transaction, checked(Installation, installation));
        transaction.delete(removalPath(installation.id));
      }),
    remove: (owner, removedAt, why) =>
      documents.transaction(async (transaction) => {
        const [found, served] = [await stored(transaction, owner), await transaction.get(organisationPath(owner))];
        // Slack sends an event again after minutes: by then the app may be installed anew.
        if (found && Date.parse(found.installedAt) > removedAt.getTime()) return false;
        transaction.delete(installationPath(owner));
        transaction.delete(organisationPath(owner));
        transaction.set(removalPath(owner), toJson({ removedAt: removedAt.toISOString(), why }));
        return found !== undefined || served !== undefined;
      }),
    async wasRemoved(owner) {
      return (await documents.get(removalPath(owner))) !== undefined;
    },

    async organisationOf(team) {
      const document = await documents.get(organisationPath(team));
      return document && fromStored(Organisation, document).organisation;
    },
    servedBy: (team, organisation) => documents.set(organisationPath(team), { organisation }),

    beginRotation: (owner, seen) =>
      documents.transaction(async (transaction) => {
        const found = await stored(transaction, owner);
        if (!found) return { kind: 'current' };
        const installation = opened(found);
        const { refreshToken } = installation.tokens;
        if (refreshToken === undefined || !isSame(installation.tokens, seen)) return { kind: 'current', installation };
        const now = clock.now().getTime();
        const left = found.rotatingUntil === undefined ? 0 : Date.parse(found.rotatingUntil) - now;
        // What lies further ahead than it can comes from a clock that was set back.
        if (left > 0 && left <= rotationMilliseconds) return { kind: 'busy' };
        put(transaction, installation, new Date(now + rotationMilliseconds).toISOString());
        return { kind: 'begun', refreshToken };
      }),
    endRotation: (owner, seen, tokens) =>
      documents.transaction(async (transaction) => {
        const found = await stored(transaction, owner);
        const installation = found && opened(found);
        if (!installation || !isSame(installation.tokens, seen)) return false;
        put(transaction, { ...installation, tokens });
        return true;
      }),

    async spendState(nonce, expiresAt) {
      const path = spentStatePath(keyFrom(nonce));
      const now = clock.now().toISOString();
      const { documents: old } = await documents.query({
        collection: spentStates,
        where: [{ field: 'expiresAt', op: '<', value: now }],
        orderBy: [{ field: 'expiresAt', direction: 'asc' }],
        limit: 20,
      });
      await Promise.all(old.map((document) => documents.delete(document.path)));
      return documents.transaction(async (transaction) => {
        if (await transaction.get(path)) return false;
        const at = expiresAt.toISOString();
        transaction.set(path, { expiresAt: at, expireAt: at });
        return true;
      });
    },
  };
}

const isSame = (stored: SlackTokens, seen: SlackTokens): boolean =>
  stored.botToken === seen.botToken && stored.refreshToken === seen.refreshToken;
