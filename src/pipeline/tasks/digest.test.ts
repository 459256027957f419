import { expect, it } from 'vitest';
import type { Run } from '../../domain/run.ts';
import type { Digest } from '../../domain/task.ts';
import { testRun as run } from '../../domain/testing/test-run.ts';
import { writeDigest } from './digest.ts';

const task: Digest = {
  id: 't1',
  team: 'T1',
  kind: 'digest',
  user: 'U1',
  since: '2026-11-20T00:00:00.000Z',
  viewer: ['team'],
  visibility: 'U1',
  createdBy: 'U1',
  createdAt: '2026-11-23T00:00:00.000Z',
  updatedAt: '2026-11-23T00:00:00.000Z',
  schemaVersion: 1,
  status: 'running',
  attempt: 1,
  lastToken: 1,
  place: { channel: 'D1' },
};

/** Newest first, as they are listed. */
const told = async (...runs: Run[]) => {
  const result = await writeDigest(task, {
    repositories: { runs: { list: () => Promise.resolve({ runs }) } },
    assemble: () => Promise.reject(new Error('a failed run has no brief to read')),
    signal: new AbortController().signal,
  });
  if (result.kind !== 'digest') throw new Error('another task was worked on');
  return result.news.map((news) => news.run.id);
};

it.each([
  ['a name with other marks and case', run('2', 'Nestlé S.A.'), run('1', 'NESTLE S A')],
  ['a domain with www', run('2', 'Acme', { domain: 'www.acme.com' }), run('1', 'Acme Corp', { domain: 'acme.com' })],
  [
    'a company that was chosen',
    run('2', 'Delta', { choice: { name: 'Delta', domain: 'Delta.com' } }),
    run('1', 'Delta Air Lines', { domain: 'delta.com' }),
  ],
])('tells of one account once, also under %s', async (_, newest, older) => {
  expect(await told(newest, older)).toEqual(['2']);
});

it('tells of two companies of one name apart, and of nothing older', async () => {
  const other = run('1', 'Acme', { domain: 'acme.org' });
  const old = run('0', 'Initech', { finishedAt: '2026-11-19T00:00:00.000Z' });
  expect(await told(run('2', 'Acme', { domain: 'acme.com' }), other, old)).toEqual(['2', '1']);
});
