import { isTerminal, RunStatus } from '../../src/domain/run.ts';
import type { History, Write } from './history.ts';

export interface Violation {
  rule: keyof typeof rules;
  what: string;
}

export interface Expected {
  /** Places that a finished run has, as a run without trouble has them. */
  slots: readonly string[];
  /** Calls of the model that one making of a stage takes at most. */
  callsOf(stage: string): number;
}

export const rules = {
  lost: 'what was acknowledged was lost or did not end',
  doubledRun: 'one request made several runs',
  unended: 'a run that had ended went on',
  revision: 'a revision or token did not grow',
  stolenLease: 'a lease was taken while it was held',
  zombieWrite: 'a process wrote without holding the run',
  doubledMessage: 'a slot has several messages',
  doubledFile: 'a document was shared several times',
  missingMessage: 'a message or document is missing',
  unfinishedHead: 'the head of a thread does not say the end',
  paidTwice: 'a stage was paid for more often than workers took it',
  laterPost: 'something new appeared after a cancel',
} as const;

const ends = /: (Done|Partly done|Failed|Cancelled)\b/;

/** What of a history must not be. */
export function check(history: History, expected: Expected): Violation[] {
  const runs = Map.groupBy(history.writes, ({ run }) => run);
  return [
    ...history.asked.flatMap((asked) => checkAsked(asked, runs)),
    ...[...runs].flatMap(([run, writes]) => [
      ...checkEnd(run, writes),
      ...checkGrowth(run, writes),
      ...checkHolder(run, writes, history),
      ...checkShown(run, writes, history, expected),
      ...checkPaid(run, writes, history, expected),
      ...checkCancelled(run, writes, history),
    ]),
    ...several(history.messages).map((what): Violation => ({ rule: 'doubledMessage', what })),
    ...several(history.files).map((what): Violation => ({ rule: 'doubledFile', what })),
  ];
}

const of = (writes: readonly Write[], kind: Write['kind']): Write[] => writes.filter((write) => write.kind === kind);
const ended = ({ noted }: Write): boolean => isTerminal(RunStatus.parse(noted.status));

function checkAsked({ company }: History['asked'][number], runs: Map<string, Write[]>): Violation[] {
  const own = [...runs].filter(([, writes]) => of(writes, 'run')[0]?.noted.companyName === company);
  if (own.length === 0) return [{ rule: 'lost', what: `${company}: no run` }];
  const open = own.flatMap(([run, writes]) => {
    const last = of(writes, 'run').at(-1);
    return last && ended(last) ? [] : [`${company}, ${run}: ${last?.noted.status}`];
  });
  return [
    ...open.map((what): Violation => ({ rule: 'lost', what })),
    ...(own.length > 1 ? [{ rule: 'doubledRun' as const, what: `${company}: ${own.length} runs` }] : []),
  ];
}

function checkEnd(run: string, writes: readonly Write[]): Violation[] {
  const states = of(writes, 'run');
  const first = states.findIndex(ended);
  if (first < 0) return [];
  const end = states[first]?.noted;
  const other = states.slice(first).find(({ noted }) => noted.status !== end?.status || noted.attempts !== 1);
  return other ? [{ rule: 'unended', what: `${run}: ${end?.status}, then ${other.noted.status}` }] : [];
}

function checkGrowth(run: string, writes: readonly Write[]): Violation[] {
  const found: Violation[] = [];
  let token = 0;
  const revisions = new Map<string, number>();
  for (const { kind, name, noted } of writes) {
    if (kind === 'run') {
      const next = noted.lastToken ?? 0;
      if (next < token) found.push({ rule: 'revision', what: `${run}: token ${token}, then ${next}` });
      token = next;
    }
    if (kind === 'slot') {
      const before = revisions.get(name) ?? 0;
      if (noted.revision !== before + 1)
        found.push({ rule: 'revision', what: `${run}/${name}: ${before}, then ${noted.revision}` });
      revisions.set(name, noted.revision ?? before);
    }
  }
  return found;
}

/** Clocks of one machine are read at slightly different moments. */
const tolerance = 100;

/**
 * A token is taken after the one before was given back or had run out. Stages are written by the holder alone; slots by
 * nobody whose run was taken over. Whoever gave the run back may still note where its last message is.
 */
function checkHolder(run: string, writes: readonly Write[], { blows }: History): Violation[] {
  const found: Violation[] = [];
  const replaced = new Set<number>();
  let held: { pid: number; token: number; until: number } | undefined;
  for (const { kind, name, noted, pid, at } of writes) {
    if (kind === 'run') {
      const { token } = noted;
      const until = Date.parse(noted.expiresAt ?? '');
      if (token === null) held = undefined;
      else if (token !== noted.lastToken) {
        found.push({ rule: 'zombieWrite', what: `${run}: token ${token} again after ${noted.lastToken}` });
      } else if (token !== held?.token) {
        if (held && held.until > at + tolerance && !isAhead(pid, at, blows))
          found.push({ rule: 'stolenLease', what: `${run}: token ${token} while ${held.token} was held` });
        if (held && held.pid !== pid) replaced.add(held.pid);
        replaced.delete(pid);
        held = { pid, token, until };
      } else {
        if (until > held.until && pid !== held.pid)
          found.push({ rule: 'zombieWrite', what: `${run}: lease renewed by another process` });
        held = { ...held, until };
      }
    } else if (kind === 'stage' ? held?.pid !== pid : replaced.has(pid) && held) {
      found.push({ rule: 'zombieWrite', what: `${run}/${name} (${kind}) by ${pid}, held by ${held?.pid ?? 'nobody'}` });
    }
  }
  return found;
}

/** No lease keeps out a clock that is ten minutes ahead; that nothing is written twice is then up to the token. */
const isAhead = (pid: number, at: number, blows: History['blows']): boolean =>
  blows.some((blow) => blow.kind === 'clock' && blow.pid === pid && at >= blow.at && at - blow.at < 10_000);

const several = (shown: History['messages']): string[] =>
  [...Map.groupBy(shown, ({ what }) => what)].flatMap(([what, all]) =>
    all.length > 1 ? [`${what}: ${all.length}`] : [],
  );

function checkShown(run: string, writes: readonly Write[], history: History, expected: Expected): Violation[] {
  const end = of(writes, 'run').findLast(ended);
  if (!end) return [];
  const messages = history.messages.filter((message) => message.run === run);
  const head = messages.find(({ slot }) => slot === 'anchor');
  const slots = new Map(of(writes, 'slot').map(({ name, noted }) => [name, noted]));
  // A run that ends while somebody stops it keeps back what was not shown by then.
  const isWhole = end.noted.status === 'completed' && end.noted.cancelRequested === null;
  const missing = isWhole ? expected.slots.filter((name) => slots.get(name)?.state !== 'posted') : [];
  return [
    ...missing.map(
      (name): Violation => ({
        rule: 'missingMessage',
        what: `${run}/${name}: ${slots.get(name)?.state ?? 'never meant'}`,
      }),
    ),
    ...[...slots].flatMap(([name, { state, fileId }]): Violation[] => {
      const isThere = fileId === null ? messages.some(({ slot }) => slot === name) : true;
      return state === 'posted' && !isThere ? [{ rule: 'missingMessage', what: `${run}/${name}: not in Slack` }] : [];
    }),
    ...(head && !ends.test(head.text) ? [{ rule: 'unfinishedHead' as const, what: `${run}: ${head.text}` }] : []),
  ];
}

/** Whoever takes a run over makes again what was not stored; what was stored is never asked for again. */
function checkPaid(run: string, writes: readonly Write[], history: History, expected: Expected): Violation[] {
  const company = of(writes, 'run')[0]?.noted.companyName;
  const takes = takesOf(writes);
  const calls = history.calls.filter(
    (call) => call.company === company && call.outcome === 200 && call.kind !== 'poll',
  );
  return [...Map.groupBy(calls, ({ stage }) => stage)].flatMap(([stage, paid]): Violation[] => {
    if (stage === undefined) return [];
    const stored = doneAt(writes, stage);
    const workers = takes.filter((at) => at <= stored).length;
    const most = expected.callsOf(stage) * workers;
    return paid.length > most
      ? [{ rule: 'paidTwice', what: `${run}/${stage}: ${paid.length} calls, ${workers} workers` }]
      : [];
  });
}

/** When workers took the run. */
export const takesOf = (writes: readonly Write[]): number[] => {
  const states = of(writes, 'run');
  return states
    .filter(({ noted }, index) => noted.lastToken !== (states[index - 1]?.noted.lastToken ?? 0))
    .map(({ at }) => at);
};

export const doneAt = (writes: readonly Write[], stage: string): number =>
  writes.find(({ kind, name, noted }) => kind === 'stage' && name === stage && noted.status === 'done')?.at ?? Infinity;

function checkCancelled(run: string, writes: readonly Write[], { asked, posts }: History): Violation[] {
  const company = of(writes, 'run')[0]?.noted.companyName;
  const cancelledAt = asked.find((one) => one.company === company)?.cancelledAt;
  if (cancelledAt === undefined || of(writes, 'run').at(-1)?.noted.status !== 'cancelled') return [];
  return posts
    .filter((post) => post.run === run && post.method !== 'chat.update' && post.at > cancelledAt)
    .map(({ method, slot, at }) => ({
      rule: 'laterPost',
      what: `${run}/${slot}: ${method} ${at - cancelledAt} ms later`,
    }));
}
