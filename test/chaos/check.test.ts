import { describe, expect, it } from 'vitest';
import { check, type Expected, type rules } from './check.ts';
import type { History, Noted, Write } from './history.ts';

/** The checker is believed because it finds what is planted. */
const expected: Expected = { slots: ['anchor', 'summary'], callsOf: () => 1 };
const empty: Noted = {
  ...{ status: null, companyName: null, attempts: null, lastToken: null, token: null, expiresAt: null },
  ...{ cancelRequested: null, state: null, ts: null, fileId: null, revision: null },
};
const time = (at: number) => new Date(at).toISOString();

const run = (at: number, noted: Partial<Noted>, pid = 1, id = 'r1'): Write => ({
  ...{ seq: at, at, pid, run: id, kind: 'run', name: '' },
  noted: { ...empty, companyName: 'Acme', attempts: 1, status: 'running', lastToken: 0, ...noted },
});
const held = (at: number, token: number, pid = 1): Write =>
  run(at, { lastToken: token, token, expiresAt: time(at + 2000) }, pid);
const stage = (at: number, status: string, pid = 1): Write => ({
  ...{ seq: at, at, pid, run: 'r1', kind: 'stage', name: 'gaps' },
  noted: { ...empty, status },
});
const slot = (at: number, name: string, revision: number, state: string, pid = 1): Write => ({
  ...{ seq: at, at, pid, run: 'r1', kind: 'slot', name },
  noted: { ...empty, state, revision, ts: state === 'posted' ? String(at) : null },
});
const message = (name: string, text = 'Acme: Done in 3 s.') => ({ what: `r1/${name}`, run: 'r1', slot: name, text });
const call = (at: number) => ({ at, company: 'Acme', stage: 'gaps', kind: 'structured', outcome: 200 });

/** A run that was killed once and worked off by another process. */
const good: History = {
  asked: [{ company: 'Acme', at: 0 }],
  writes: [
    run(1000, { status: 'queued' }),
    held(1100, 1),
    slot(1200, 'anchor', 1, 'intent'),
    slot(1300, 'anchor', 2, 'posted'),
    stage(1400, 'running'),
    held(4000, 2, 2),
    stage(4100, 'running', 2),
    stage(4200, 'done', 2),
    run(4300, { status: 'completed', lastToken: 2 }, 2),
    slot(4400, 'summary', 1, 'intent', 2),
    slot(4500, 'summary', 2, 'posted', 2),
  ],
  posts: [],
  messages: [message('anchor'), message('summary')],
  files: [{ what: 'C~1/Report.pdf', text: 'Report.pdf' }],
  calls: [call(1400), call(4100)],
  blows: [{ at: 1500, kind: 'kill', pid: 1 }],
  lost: 0,
};

const broken = (history: Partial<History>): (keyof typeof rules)[] => [
  ...new Set(check({ ...good, ...history }, expected).map(({ rule }) => rule)),
];
const also = (...more: Write[]): Write[] => [...good.writes, ...more].sort((a, b) => a.at - b.at);

describe('the checker of histories', () => {
  it('has nothing to say about a run that came through', () => {
    expect(broken({})).toEqual([]);
  });

  const planted: [keyof typeof rules, string, Partial<History>][] = [
    ['lost', 'a company that nobody stored', { asked: [...good.asked, { company: 'Gone', at: 0 }] }],
    ['lost', 'a run that never ended', { writes: good.writes.slice(0, 8), messages: [message('anchor')] }],
    ['doubledRun', 'a second run', { writes: also(run(5000, { status: 'completed' }, 1, 'r2')) }],
    ['unended', 'an end that is taken back', { writes: also(run(5000, { status: 'queued', lastToken: 2 })) }],
    ['unended', 'another attempt', { writes: also(run(5000, { status: 'completed', lastToken: 2, attempts: 2 })) }],
    ['revision', 'a token that shrinks', { writes: also(run(5000, { status: 'completed', lastToken: 1 })) }],
    ['revision', 'a slot written from an old state', { writes: also(slot(5000, 'anchor', 2, 'posted')) }],
    ['stolenLease', 'a lease taken too early', { writes: also(held(2000, 2, 2)).filter(({ at }) => at !== 4000) }],
    ['zombieWrite', 'a stage written after the takeover', { writes: also(stage(4050, 'done')) }],
    ['zombieWrite', 'a stage written after the end', { writes: also(stage(4600, 'done', 2)) }],
    ['zombieWrite', 'a slot written after the takeover', { writes: also(slot(4050, 'anchor', 3, 'posted')) }],
    [
      'zombieWrite',
      'an old token that is renewed',
      { writes: also(run(4050, { lastToken: 2, token: 1, expiresAt: time(6000) })) },
    ],
    ['doubledMessage', 'a message posted twice', { messages: [...good.messages, message('summary')] }],
    ['doubledFile', 'a document shared twice', { files: [...good.files, ...good.files] }],
    ['missingMessage', 'a summary that never came', { writes: good.writes.filter(({ name }) => name !== 'summary') }],
    ['missingMessage', 'a summary that Slack does not have', { messages: [message('anchor')] }],
    [
      'unfinishedHead',
      'a head that is still at work',
      { messages: [message('anchor', 'Acme: Working.'), message('summary')] },
    ],
    ['paidTwice', 'a call more than workers', { calls: [...good.calls, call(4150)] }],
    ['paidTwice', 'a call after the result was stored', { calls: [...good.calls, call(4250)] }],
    [
      'laterPost',
      'a message after the cancel',
      {
        asked: [{ company: 'Acme', at: 0, cancelledAt: 4350 }],
        writes: good.writes.map((write) =>
          write.noted.status === 'completed' ? { ...write, noted: { ...write.noted, status: 'cancelled' } } : write,
        ),
        posts: [{ at: 4400, method: 'chat.postMessage', run: 'r1', slot: 'summary' }],
      },
    ],
  ];
  it.for(planted)('finds %s: %s', ([rule, , history]) => {
    expect(broken(history)).toContain(rule);
  });
});
