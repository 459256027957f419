import { describe, expect, it, type TestContext } from 'vitest';
import type { FaultInput } from '../simulator/gemini/faults.ts';
import { wordsIn } from './harness/blocks.ts';
import { ended, endingOf, type Thread, threadAbout } from './harness/threads.ts';
import { type OpenWorkspace, openWorkspace } from './harness/workspace.ts';

/** Gemini on its bad days: what it cannot say is named and left out, never made up, and never asked in a storm. */

interface Told extends Thread {
  workspace: OpenWorkspace;
  /** Everything the thread says. */
  said: string;
}

async function opened({ onTestFinished }: TestContext, ...faults: FaultInput[]): Promise<OpenWorkspace> {
  const workspace = await openWorkspace();
  onTestFinished(() => workspace.close());
  for (const fault of faults) workspace.gemini.faults.add(fault);
  return workspace;
}

async function research(context: TestContext, fault: FaultInput, files: number): Promise<Told> {
  const workspace = await opened(context, fault);
  await workspace.prospect('Maersk');
  const thread = await ended(workspace, 'Maersk', { files });
  await workspace.stopApp();
  const last = threadAbout(await workspace.control.state(), 'Maersk');
  expect(last?.replies).toHaveLength(thread.replies.length);
  const said = [thread.anchor, ...thread.replies].map(({ text, blocks }) => `${text}\n${wordsIn(blocks)}`).join('\n');
  return { ...thread, workspace, said };
}

const stagesOf = async ({ workspace }: Told): Promise<Record<string, string>> => {
  const [stored] = await workspace.stored();
  return Object.fromEntries(stored?.stages.map(({ id, status }) => [id, status]) ?? []);
};

describe.concurrent('when Gemini', () => {
  it('has no answer about one topic, the others go on, and the thread says what is not there', async (context) => {
    const told = await research(context, { kind: 'blocked', stage: 'facet.leadership', times: null }, 2);
    expect(endingOf(told.anchor)).toBe('Partly done');
    expect(told.anchor.text).toContain('Not available: Leadership.');
    expect(told.said).toContain('Not available: The model declined to answer this.');
    expect(told.summary?.text).toContain('The point:');
    expect(told.files).toHaveLength(2);
    const stages = await stagesOf(told);
    expect(Object.entries(stages).filter(([, status]) => status !== 'done')).toEqual([['facet.leadership', 'failed']]);
    expect(told.workspace.gemini.requests.filter(({ stage }) => stage === 'facet.leadership').length).toBeLessThan(6);
  });

  it('has no answer about any topic, the run fails, says so once, and makes nothing up', async (context) => {
    const told = await research(context, { kind: 'empty', stage: 'facet', times: null }, 0);
    expect(endingOf(told.anchor)).toBe('Failed');
    expect(told.anchor.text).toMatch(/Failed after .* Nothing was made up in place of the rest\./);
    expect(told.anchor.text).toMatch(/What to do: .*run \/prospect .* Reference: \w+/s);
    expect(told.replies).toEqual([]);
    const stages = await stagesOf(told);
    expect(stages).toMatchObject({
      identity: 'done',
      report: 'skipped',
      useCases: 'skipped',
      'onePager[u1]': 'skipped',
    });
    expect(told.workspace.gemini.requests.map(({ call, stage }) => call === 'structured' && stage)).not.toContain(
      'report',
    );
  });

  it('answers without sources, nothing of it is taken for evidence', async (context) => {
    const told = await research(context, { kind: 'ungrounded', stage: 'facet', times: null }, 0);
    expect(endingOf(told.anchor)).toBe('Failed');
    expect(told.replies).toEqual([]);
  });

  it('refuses to write the report, the run fails and keeps what was found', async (context) => {
    const told = await research(context, { kind: 'blocked', stage: 'report', times: null }, 0);
    expect(endingOf(told.anchor)).toBe('Failed');
    expect(told.anchor.text).toMatch(/Kept: what 1\d finished steps found/);
    expect(told.replies).toEqual([]);
    expect((await told.workspace.stored())[0]?.run).toMatchObject({
      status: 'failed',
      error: { code: 'model_blocked' },
    });
  });

  it('writes a one-pager that is none, the run is partly done and stores no page', async (context) => {
    const told = await research(context, { kind: 'wrong_shape', stage: 'onePager', times: null }, 1);
    expect(endingOf(told.anchor)).toBe('Partly done');
    expect(told.anchor.text).toContain('Not available: One-pager, One-pager PDF.');
    expect(told.files.map(({ title }) => title)).toEqual([expect.stringContaining(' – report – ')]);
    const [stored] = await told.workspace.stored();
    expect(stored?.stages.find(({ id }) => id === 'onePager[u1]')).toMatchObject({ status: 'failed', output: null });
  });

  it.for(['not_json', 'max_tokens', 'bad_item'] as const)(
    'answers once with %s, one more turn mends it',
    async (kind, context) => {
      const told = await research(context, { kind, call: 'structured', stage: 'report' }, 2);
      expect(endingOf(told.anchor)).toBe('Done');
      expect(told.workspace.gemini.requests.filter(({ stage }) => stage === 'report').length).toBeLessThanOrEqual(2);
    },
  );

  it('asks to wait for quota, the head of the thread says so, and nobody storms', async (context) => {
    const workspace = await opened(context, { kind: 'quota', stage: 'facet', times: 3, retryAfterSeconds: 6 });
    const began = performance.now();
    await workspace.prospect('Maersk');
    const waiting = await workspace.control.waitFor(
      (state) => {
        const thread = threadAbout(state, 'Maersk');
        return thread && /Waiting \d s for model quota/.test(thread.anchor.text) && thread;
      },
      { timeoutMs: 30_000 },
    );
    expect(endingOf(waiting.anchor)).toBeUndefined();
    const { anchor } = await ended(workspace, 'A.P. Moller - Maersk');
    expect(endingOf(anchor)).toBe('Done');
    expect(performance.now() - began).toBeGreaterThan(6000);
    const refused = workspace.gemini.requests.filter(({ outcome }) => outcome === 429);
    expect(refused).toHaveLength(3);
    for (const [stage, calls] of Map.groupBy(workspace.gemini.requests, (request) => request.stage ?? ''))
      expect([stage, calls.length <= 2]).toEqual([stage, true]);
  });

  it('has let it wait and goes on, the head of the thread no longer says that it waits', async (context) => {
    const workspace = await opened(
      context,
      { kind: 'quota', stage: 'facet.news', retryAfterSeconds: 6 },
      { kind: 'hang', stage: 'report' },
    );
    await workspace.prospect('Maersk');
    const head = (words: RegExp) =>
      workspace.control.waitFor((state) => words.test(threadAbout(state, 'Maersk')?.anchor.text ?? ''), {
        timeoutMs: 30_000,
        what: words.source,
      });
    // How long depends on who says it: those who wait along for the same model come a little later.
    await head(/Waiting \d s for model quota/);
    await head(/Working on: Account report\./);
  });
});
