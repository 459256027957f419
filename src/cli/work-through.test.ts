import { expect, it } from 'vitest';
import type { Run, RunStatus } from '../domain/run.ts';
import { workThrough } from './work-through.ts';

const second = 1000;
const state = (status: RunStatus, dueAt?: number) => ({ status, dueAt });

/** A run that goes through given states, one a delivery, at a clock that only moves by sleeping. */
function scripted(states: ReturnType<typeof state>[], stop = new AbortController()) {
  let now = Date.parse('2026-11-23T09:00:00.000Z');
  let at = 0;
  let cancelled = false;
  const done: string[] = [];
  const current = () => states[Math.min(at, states.length - 1)] ?? state('failed');
  const work = workThrough({
    run: { team: 'terminal', id: 'R1' },
    runs: {
      get: () => {
        const { status, dueAt } = current();
        const shown = {
          ...{ team: 'terminal', id: 'R1', attempts: [{ no: 1 }] },
          status: cancelled && status === 'queued' ? 'cancelled' : status,
          ...(dueAt !== undefined && { dueAt: new Date(dueAt).toISOString() }),
        };
        return Promise.resolve(shown as Run);
      },
      requestCancel: () => {
        done.push('cancel');
        cancelled = true;
        return Promise.resolve(true);
      },
    },
    runJob: (job, { signal }) => {
      done.push(`job ${job.attempt}${signal.aborted ? ' aborted' : ''}`);
      at += 1;
      return Promise.resolve();
    },
    clock: {
      now: () => new Date(now),
      sleep: (milliseconds, signal) => {
        done.push(`sleep ${milliseconds}`);
        now += milliseconds;
        return signal?.aborted ? Promise.reject(signal.reason) : Promise.resolve();
      },
    },
    stop: stop.signal,
  });
  return { work, done };
}
const start = Date.parse('2026-11-23T09:00:00.000Z');

it('works on a run until it has ended, and waits while work is done elsewhere', async () => {
  const { work, done } = scripted([
    state('queued'),
    state('queued', start + 30 * second),
    state('queued', start + 45 * second),
    state('queued', start),
    state('completed'),
  ]);
  await work;
  expect(done).toEqual(['job 1', `sleep ${30 * second}`, 'job 1', `sleep ${15 * second}`, 'job 1', 'job 1']);
});

it('stops where a person is asked', async () => {
  const { work, done } = scripted([state('queued'), state('waiting')]);
  await work;
  expect(done).toEqual(['job 1']);
});

it('does not spin while a lease of its own runs out', async () => {
  const { work, done } = scripted([state('queued'), state('running'), state('running'), state('partial')]);
  await work;
  expect(done).toEqual(['job 1', 'sleep 1000', 'job 1', 'sleep 1000', 'job 1']);
});

it('cancels when it is stopped, with a last delivery that stops what runs elsewhere', async () => {
  const stop = new AbortController();
  stop.abort();
  const { work, done } = scripted([state('queued', start + 30 * second), state('cancelled')], stop);
  await work;
  expect(done).toEqual(['cancel', 'job 1']);
});
