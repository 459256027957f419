import { doneAt, type Expected, takesOf } from './check.ts';
import type { History, Write } from './history.ts';

const byRun = ({ writes }: History): Write[][] => [...Map.groupBy(writes, ({ run }) => run).values()];
const takes = (writes: readonly Write[]): Write[] =>
  writes.filter(({ kind, noted }, index) => {
    const before = writes.slice(0, index).findLast((write) => write.kind === 'run');
    return kind === 'run' && noted.token !== null && noted.token !== before?.noted.token;
  });

/** Which process holds which run. */
export function holders(writes: readonly Write[]): Map<string, number> {
  const held = new Map<string, { token: number; pid: number }>();
  for (const { kind, run, pid, noted } of writes) {
    if (kind !== 'run') continue;
    if (noted.token === null) held.delete(run);
    else if (noted.token !== held.get(run)?.token) held.set(run, { token: noted.token, pid });
  }
  return new Map([...held].map(([run, { pid }]) => [run, pid]));
}

/** Runs that another process took while their worker was frozen, and whose worker then woke up. */
export function zombies(history: History): number {
  const sleeps = history.blows
    .filter(({ kind }) => kind === 'freeze')
    .map(({ at, pid }) => {
      const thaw = history.blows.find((blow) => blow.kind === 'thaw' && blow.pid === pid && blow.at > at);
      return { pid, from: at, to: thaw?.at ?? at };
    });
  return byRun(history)
    .map((writes) => {
      const taken = takes(writes);
      return taken.filter((take, index) =>
        sleeps.some(
          ({ pid, from, to }) => taken[index - 1]?.pid === pid && take.pid !== pid && take.at > from && take.at < to,
        ),
      ).length;
    })
    .reduce((sum, count) => sum + count, 0);
}

/** Calls of the model that were made again, against those that were under way when their worker was stopped. */
export function inFlight(history: History, expected: Expected): string[] {
  let again = 0;
  let interrupted = 0;
  for (const writes of byRun(history)) {
    const company = writes[0]?.noted.companyName;
    const tokens = takesOf(writes);
    const calls = history.calls.filter((call) => call.company === company && call.outcome === 200);
    for (const [stage, paid] of Map.groupBy(calls, (call) => call.stage)) {
      if (stage === undefined) continue;
      again += Math.max(0, paid.length - expected.callsOf(stage));
      const stored = doneAt(writes, stage);
      const begun = history.calls.filter((call) => call.company === company && call.stage === stage);
      // Of every worker but the last: what it had asked for and had not stored.
      tokens.slice(0, -1).forEach((from, index) => {
        const to = tokens[index + 1] ?? Infinity;
        if (stored > to) interrupted += begun.filter(({ at }) => at >= from && at < to).length;
      });
    }
  }
  return [`model calls made again: ${again}, in flight when interrupted: ${interrupted}`];
}

/** From a kill to the next thing that is stored for a run that its process held. */
export function recovery(history: History): string[] {
  const times = history.blows
    .filter(({ kind }) => kind === 'kill')
    .flatMap(({ at, pid }) =>
      byRun(history).flatMap((writes) => {
        const before = writes.findLast((write) => write.kind === 'run' && write.at <= at);
        const next = writes.find((write) => write.at > at && write.pid !== pid);
        return before?.noted.token != null && before.pid === pid && next ? [next.at - at] : [];
      }),
    )
    .sort((a, b) => a - b);
  if (times.length === 0) return [];
  const at = (share: number) =>
    ((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) / 1000).toFixed(1);
  return [`kill to next progress of ${times.length} runs: p50 ${at(0.5)} s, p95 ${at(0.95)} s, max ${at(1)} s`];
}
