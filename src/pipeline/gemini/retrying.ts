import { attempt, type RequestOptions } from './attempt.ts';
import type { Failure } from './failure.ts';
import type { Ladder } from './ladder.ts';
import { createPauses, givenUp, type PausesDependencies, type Trials } from './pauses.ts';
import { cancelled, type Slots } from './slots.ts';

export interface RetryingDependencies extends PausesDependencies {
  slots: Slots;
  timeoutMs: number;
}

export interface RetryingCall<T> {
  stage: string;
  ladder: Ladder;
  signal: AbortSignal;
  /** Called while the slot is held, right before each request. What it throws is thrown. */
  beforeSend?: () => Promise<void>;
  onWait?: (milliseconds: number) => void;
  send: (model: string, options: RequestOptions) => Promise<T>;
}

/** `garbled` is an answer too: it was paid. */
export type Answered<T> = { model: string; garbled: false; value: T } | { model: string; garbled: true };

export type Retrying = <T>(call: RetryingCall<T>) => Promise<Answered<T>>;

type Rung<T> = { answered: Answered<T> } | { left: Failure };

/**
 * Sends until there is an answer: waits and tries again on 408, 429, 5xx, dropped sockets and time-outs, climbs down
 * the ladder when a model is missing or stays overloaded. A slot is held only while a request is under way.
 * Throws `model_quota`, `model_unavailable`, `cancelled`.
 */
export function createRetrying(dependencies: RetryingDependencies): Retrying {
  const { slots, timeoutMs, patience, log } = dependencies;
  const pauses = createPauses(dependencies);

  /** Asks one model until it answers, or until it is better to ask the next one. */
  async function tryRung<T>(model: string, isLast: boolean, trials: Trials, call: RetryingCall<T>): Promise<Rung<T>> {
    const { signal } = call;
    for (let failuresHere = 0; ; ) {
      const outcome = await slots.run(signal, async () => {
        if (pauses.mustWait(model, trials)) return undefined;
        await call.beforeSend?.();
        const tried = await attempt((options) => call.send(model, options), { signal, timeoutMs });
        if (!tried.ok) pauses.hear(tried.failure, model);
        return tried;
      });
      if (!outcome) {
        await pauses.waitWithOthers(model, trials);
        continue;
      }
      trials.rested = false;
      if (outcome.ok) return { answered: { model, garbled: false, value: outcome.value } };

      const { failure } = outcome;
      if (failure.kind === 'garbled') return { answered: { model, garbled: true } };
      if (failure.kind === 'cancelled') throw cancelled(failure.cause);
      if (failure.kind === 'refused') throw givenUp(failure, model, call.stage);
      if (failure.kind === 'model') return { left: failure };
      const weight = failure.kind === 'timeout' ? 2 : 1;
      trials.failures += weight;
      failuresHere += weight;
      if (!isLast && failure.kind !== 'quota' && failuresHere >= patience.failuresPerRung) return { left: failure };
      await pauses.waitAfter(failure, model, trials);
    }
  }

  return async (call) => {
    const { stage, signal, ladder, onWait } = call;
    const trials: Trials = { stage, signal, ...(onWait && { onWait }), failures: 0, waitedMs: 0, rested: false };
    const models = ladder.rungs();
    let last: Failure = { kind: 'refused', cause: 'no model is configured' };
    for (const [index, model] of models.entries()) {
      const rung = await tryRung(model, index === models.length - 1, trials, call);
      if ('answered' in rung) return rung.answered;
      last = rung.left;
      if (last.kind === 'model') ladder.avoid(model, 'missing');
      if (last.kind === 'server') ladder.avoid(model, 'overloaded');
      log.info({ stage, model, kind: last.kind, status: last.status }, 'model is passed over');
    }
    throw givenUp(last, models.at(-1) ?? '', stage);
  };
}
