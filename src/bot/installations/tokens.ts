import { isAppError, toAppError } from '../../domain/errors.ts';
import type { Installation, SlackTokens } from '../../domain/installation.ts';
import type { Log } from '../../domain/log.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Installations } from '../../domain/ports/installations.ts';
import type { OauthClient } from './oauth-client.ts';

export interface CurrentTokensDeps {
  installations: Pick<Installations, 'get' | 'beginRotation' | 'endRotation'>;
  oauth: Pick<OauthClient, 'refresh'>;
  clock: Clock;
  log: Log;
}

/** `expired`: the token could not be refreshed in time; only a new installation helps. */
export type Current = { state: 'ready' | 'expired'; installation: Installation } | { state: 'absent' };

/** Slack's tokens live twelve hours; from two hours before on they are refreshed, so an outage of either side does no harm. */
const refreshMilliseconds = 2 * 60 * 60 * 1000;
/** A call that begins now must end before the token does. */
const marginMilliseconds = 30_000;
/** Another process hears of a removal after this long at the latest. */
const cacheMilliseconds = 30_000;
/** Bolt has three seconds for a person's request. */
const waits = { times: 10, milliseconds: 200 } as const;
const storeTries = 5;

/**
 * The installation of a workspace or organisation with a token that works. One process refreshes, the others go on with
 * the token that is still valid, or, once it is not, wait for the new one. A process that ends between exchange and
 * storing loses what Slack gave: the stored token then works to its end, and the log names the workspace in time.
 */
export function createCurrentTokens({ installations, oauth, clock, log }: CurrentTokensDeps) {
  const cache = new Map<string, { current: Current; until: number }>();
  const reading = new Map<string, Promise<Current>>();
  /** Got from Slack and not stored yet, because storage did not answer. Nobody else has these. */
  const unstored = new Map<string, { seen: SlackTokens; tokens: SlackTokens }>();

  const left = ({ tokens }: Installation) =>
    tokens.expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(tokens.expiresAt) - clock.now().getTime();
  const works = (installation: Installation) => left(installation) > marginMilliseconds;
  const isDue = (installation: Installation) =>
    installation.tokens.refreshToken !== undefined && left(installation) < refreshMilliseconds;
  const judged = (installation: Installation | undefined): Current => {
    if (!installation) return { state: 'absent' };
    return { state: works(installation) ? 'ready' : 'expired', installation };
  };

  async function read(id: string): Promise<Current> {
    const stored = await installations.get(id);
    if (!stored) {
      unstored.delete(id);
      return { state: 'absent' };
    }
    if (unstored.has(id)) return keep(stored);
    if (!isDue(stored)) return judged(stored);
    const begun = await installations.beginRotation(id, stored.tokens);
    if (begun.kind === 'current') return judged(begun.installation);
    if (begun.kind === 'begun') return rotate(stored, begun.refreshToken);
    return works(stored) ? judged(stored) : waitFor(stored);
  }

  async function rotate(installation: Installation, refreshToken: string): Promise<Current> {
    const { id, tokens: seen } = installation;
    try {
      const tokens = await oauth.refresh(refreshToken);
      unstored.set(id, { seen, tokens });
    } catch (error) {
      const { code, details } = toAppError(error);
      log.error({ team: id, code, details, expiresAt: seen.expiresAt }, 'slack token could not be refreshed');
      return judged((await installations.get(id)) ?? installation);
    }
    return keep(installation);
  }

  /** Stores what the exchange gave, with patience: it cannot be asked for again. */
  async function keep(installation: Installation): Promise<Current> {
    const { id } = installation;
    const held = unstored.get(id);
    for (let attempt = 1; held; attempt += 1) {
      try {
        const stored = await installations.endRotation(id, held.seen, held.tokens);
        unstored.delete(id);
        // Installed anew, or removed, in the meantime.
        if (!stored) return judged(await installations.get(id));
        log.info({ team: id, expiresAt: held.tokens.expiresAt }, 'slack token refreshed');
        break;
      } catch (error) {
        log.error({ team: id, attempt, err: error }, 'refreshed slack token not stored yet');
        if (attempt === storeTries || !isAppError(error)) break;
        await clock.sleep(100 * attempt);
      }
    }
    return judged(held ? { ...installation, tokens: held.tokens } : installation);
  }

  async function waitFor(installation: Installation): Promise<Current> {
    for (let time = 0; time < waits.times; time += 1) {
      await clock.sleep(waits.milliseconds);
      const now = await installations.get(installation.id);
      if (!now || works(now)) return judged(now);
    }
    return judged(installation);
  }

  return {
    async of(id: string): Promise<Current> {
      const known = cache.get(id);
      if (
        known &&
        known.until > clock.monotonic() &&
        (known.current.state === 'absent' || works(known.current.installation))
      )
        return known.current;
      const asked = reading.get(id) ?? read(id).finally(() => reading.delete(id));
      reading.set(id, asked);
      const current = await asked;
      // What is not there may be installed the next moment.
      if (current.state === 'ready') cache.set(id, { current, until: clock.monotonic() + cacheMilliseconds });
      else cache.delete(id);
      return current;
    },
    forget: (id: string): void => void cache.delete(id),
  };
}
