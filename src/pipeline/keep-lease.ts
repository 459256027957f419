import { isAppError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { HeldLease, Repositories } from '../domain/ports/repositories.ts';

export type Stop = 'cancel' | 'drain' | 'lease_lost';

export interface LeaseKeeper {
  /** The newest renewal: what every write is checked against. */
  lease: () => HeldLease;
  /** Aborted as soon as no new call may be made. */
  signal: AbortSignal;
  /** Aborted as soon as no new step may start: with `signal`, or a grace before it. */
  closing: AbortSignal;
  /** Why it was aborted. */
  stopped: () => Stop | undefined;
  end: () => void;
}

export interface KeepLeaseOptions {
  lease: HeldLease;
  leaseSeconds: number;
  repositories: Pick<Repositories, 'runs'>;
  clock: Clock;
  log: Log;
  /** Somebody had stopped the run before it was taken. */
  cancelled: boolean;
  /** Aborted when this process drains. */
  stop: AbortSignal;
  /** After this long no new step starts: another delivery goes on. Without it the work takes as long as it takes. */
  timeBudgetMilliseconds?: number;
}

/** What is under way may still end: the platform leaves a draining process ten seconds. */
const drainGrace = 4000;
/** What is under way at the end of the time budget would have to be paid again. */
const budgetGrace = 60_000;

/** Heartbeat of a run: renews the lease at a third of its length, and hears of cancel, drain and takeover. */
export function keepLease({
  lease: first,
  leaseSeconds,
  repositories,
  clock,
  log,
  cancelled,
  stop,
  timeBudgetMilliseconds,
}: KeepLeaseOptions): LeaseKeeper {
  let lease = first;
  let why: Stop | undefined;
  const controller = new AbortController();
  const closing = new AbortController();
  const ended = new AbortController();
  const halt = (reason: Stop): void => {
    why ??= reason;
    closing.abort();
    controller.abort();
  };
  const close = (grace: number): void => {
    if (closing.signal.aborted) return;
    why = 'drain';
    closing.abort();
    clock.sleep(grace, ended.signal).then(
      () => controller.abort(),
      () => {},
    );
  };

  if (cancelled) halt('cancel');
  const onDrain = () => close(drainGrace);
  if (stop.aborted) onDrain();
  stop.addEventListener('abort', onDrain, { once: true });
  const unwatch = repositories.runs.watch(first.team, first.run, (run) => {
    if (run?.cancelRequested) halt('cancel');
  });

  const expired = (): boolean => clock.now().getTime() >= Date.parse(lease.expiresAt);
  const beat = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await clock.sleep((leaseSeconds * 1000) / 3, ended.signal);
      if (ended.signal.aborted) return;
      try {
        lease = await repositories.runs.renew(lease);
      } catch (error) {
        if (isAppError(error, 'lease_lost') || expired()) throw error;
        log.warn({ run: first.run, err: error }, 'lease not renewed, trying again');
      }
    }
  };
  if (timeBudgetMilliseconds !== undefined) {
    clock.sleep(timeBudgetMilliseconds, ended.signal).then(
      () => close(budgetGrace),
      () => {},
    );
  }
  beat().catch(() => {
    if (!ended.signal.aborted) halt('lease_lost');
  });

  return {
    lease: () => lease,
    signal: controller.signal,
    closing: closing.signal,
    stopped: () => why,
    end: () => {
      ended.abort();
      stop.removeEventListener('abort', onDrain);
      unwatch();
    },
  };
}
