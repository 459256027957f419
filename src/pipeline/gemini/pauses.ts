import { AppError } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Failure } from './failure.ts';
import { cancelled } from './slots.ts';

/** How much patience one request has. Failures are counted over all rungs of its ladder. */
export interface Patience {
  /** Failures after which a request is given up. A time-out counts twice: it has used up time already. */
  failures: number;
  /** Failures after which an overloaded model is left for the next one, if there is one. */
  failuresPerRung: number;
  /** Milliseconds of waiting altogether. */
  maxWaitMs: number;
  /** Back-off: full jitter below `baseMs`, doubled each time, up to `capMs`. */
  baseMs: number;
  capMs: number;
}

export const defaultPatience: Patience = {
  failures: 6,
  failuresPerRung: 3,
  maxWaitMs: 180_000,
  baseMs: 1_000,
  capMs: 30_000,
};

export interface PausesDependencies {
  clock: Pick<Clock, 'sleep' | 'monotonic'>;
  /** From 0 up to 1. */
  random: () => number;
  patience: Patience;
  log: Log;
}

/** What a request has gone through so far. */
export interface Trials {
  stage: string;
  signal: AbortSignal;
  onWait?: (milliseconds: number) => void;
  failures: number;
  waitedMs: number;
  /** It has just waited: its turn now, also if others were told to wait meanwhile. */
  rested: boolean;
}

export interface Pauses {
  /** Remembers that the service asked to wait; at once, before anybody else asks this model. */
  hear(failure: Failure, model: string): void;
  /** Another request was told to wait for this model: this one does too, instead of finding out for itself. */
  mustWait(model: string, trials: Trials): boolean;
  waitWithOthers(model: string, trials: Trials): Promise<void>;
  /** After a failure that may pass. Throws `model_quota` or `model_unavailable` when patience has run out. */
  waitAfter(failure: Failure, model: string, trials: Trials): Promise<void>;
}

/** Shared by all requests of a client. */
export function createPauses({ clock, random, patience, log }: PausesDependencies): Pauses {
  /** Model → time before which nobody asks it again. */
  const askedToWait = new Map<string, number>();
  const left = (model: string) => (askedToWait.get(model) ?? Number.NEGATIVE_INFINITY) - clock.monotonic();
  /** Never shorter than asked for; the jitter on top keeps many callers from coming back in the same instant. */
  const hinted = (ms: number) => Math.ceil(ms + random() * Math.min(1_000, ms / 10));
  const backOff = (failures: number) =>
    Math.round(random() * Math.min(patience.capMs, patience.baseMs * 2 ** Math.max(0, failures - 1)));

  async function rest(ms: number, trials: Trials): Promise<void> {
    trials.waitedMs += ms;
    trials.rested = true;
    try {
      await clock.sleep(ms, trials.signal);
    } catch (cause) {
      if (!trials.signal.aborted) throw cause;
    }
    if (trials.signal.aborted) throw cancelled(trials.signal.reason);
  }

  return {
    hear: ({ kind, hintMs }, model) => {
      if (kind === 'quota') askedToWait.set(model, clock.monotonic() + (hintMs ?? patience.baseMs));
    },

    mustWait: (model, trials) => !trials.rested && left(model) > 0,

    async waitWithOthers(model, trials) {
      const pause = hinted(Math.max(0, left(model)));
      if (trials.waitedMs + pause > patience.maxWaitMs) {
        throw givenUp({ kind: 'quota', hintMs: pause, cause: undefined }, model, trials.stage);
      }
      trials.onWait?.(pause);
      await rest(pause, trials);
    },

    async waitAfter(failure, model, trials) {
      const { kind, status, hintMs } = failure;
      const pause = hintMs === undefined ? backOff(trials.failures) : hinted(hintMs);
      if (trials.failures >= patience.failures || trials.waitedMs + pause > patience.maxWaitMs) {
        throw givenUp(failure, model, trials.stage);
      }
      if (pause > 0 && (kind === 'quota' || hintMs !== undefined)) trials.onWait?.(pause);
      log.info({ stage: trials.stage, model, kind, status, waitMs: pause }, 'model call is tried again');
      await rest(pause, trials);
    },
  };
}

/** The words are ours: what the service or the SDK says stays in `cause`. */
export function givenUp({ kind, status, hintMs, cause }: Failure, model: string, stage: string): AppError {
  const details = {
    kind,
    model,
    stage,
    ...(status !== undefined && { status }),
    ...(hintMs !== undefined && { hintMs }),
  };
  if (kind === 'quota') {
    const message = 'The research service has no quota left for us at the moment.';
    return new AppError('model_quota', message, { cause, retryable: true, details });
  }
  if (kind === 'refused') {
    const message = 'The research service refused the request.';
    return new AppError('model_unavailable', message, { cause, retryable: false, details });
  }
  const message = 'The research service is not available at the moment.';
  return new AppError('model_unavailable', message, { cause, retryable: kind !== 'model', details });
}
