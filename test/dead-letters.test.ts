import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLog } from '../src/domain/log.ts';
import type { Job } from '../src/domain/ports/queue.ts';
import type { TaskResult } from '../src/domain/ports/task-show.ts';
import { newRun, openTestStore, type TestStore } from '../src/storage/repositories/test-store.ts';
import { createDeadLetterHandler } from '../src/worker/dead-letters.ts';

/** What Pub/Sub has given up: nobody answered it, again and again. */
let store: TestStore;
let shown: unknown[];
beforeEach(async () => {
  store = await openTestStore();
  shown = [];
});
afterEach(() => store.close());

const run: Job = { team: 'T1', kind: 'run', id: 'R1', attempt: 1 };
const search: Job = { team: 'T1', kind: 'search', id: 'Q1', attempt: 1 };

const giveUp = (job: Job) =>
  createDeadLetterHandler({
    repositories: store,
    progress: { settle: async (_team, id) => void shown.push(id) },
    show: { ended: async (result: TaskResult) => void shown.push(result.kind) },
    owner: 'w1',
    newId: () => 'ref',
    log: silentLog,
  })(job);

it('a run that waits has failed, its thread says so once, and it can be brought back', async () => {
  await store.runs.create(newRun('R1'));
  await giveUp(run);
  await giveUp(run);
  expect(await store.runs.get('T1', 'R1')).toMatchObject({ status: 'failed', error: { reference: 'ref' } });
  expect(shown).toEqual(['R1']);
  expect(await store.deadLetters.list(10)).toMatchObject([{ id: 'R1', kind: 'run', reference: 'ref' }]);
});

it('a run that was cancelled meanwhile is cancelled', async () => {
  await store.runs.create(newRun('R1'));
  await store.runs.take('T1', 'R1', 1, 'w0');
  await store.runs.requestCancel('T1', 'R1', 'U1');
  store.pass(120);
  await giveUp(run);
  expect((await store.runs.get('T1', 'R1'))?.status).toBe('cancelled');
});

it('what somebody works on stays theirs, and its letter comes again', async () => {
  await store.runs.create(newRun('R1'));
  await store.runs.take('T1', 'R1', 1, 'w0');
  await expect(giveUp(run)).rejects.toMatchObject({ code: 'conflict', retryable: true });
  expect((await store.runs.get('T1', 'R1'))?.status).toBe('running');
  expect(shown).toEqual([]);
});

it('what is not there any more is nobody’s', async () => {
  await giveUp(run);
  await giveUp(search);
  expect(shown).toEqual([]);
});

it('whoever waits for a task is told, once', async () => {
  await store.tasks.create({
    id: 'Q1',
    team: 'T1',
    kind: 'search',
    createdBy: 'U1',
    visibility: 'team',
    viewer: ['team'],
    place: { channel: 'C1' },
    text: 'Maersk',
  });
  await giveUp(search);
  await giveUp(search);
  expect(shown).toEqual(['failed']);
  expect((await store.tasks.get('T1', 'Q1'))?.status).toBe('failed');
});
