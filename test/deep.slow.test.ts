import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../simulator/gemini/faults.ts';
import { type GeminiSimulator, startGeminiSimulator } from '../simulator/gemini/start-gemini-simulator.ts';
import { Brief } from '../src/domain/brief.ts';
import { openWorkplace, run, type Workplace } from './harness/command.ts';

/** `npm run prospect -- … --mode deep`: the Deep Research agent besides the models, in the background. */

const program = 'src/cli/prospect.ts';
let place: Workplace;
let gemini: GeminiSimulator;
beforeEach(async () => {
  place = await openWorkplace();
  gemini = await startGeminiSimulator({ research: { polls: 2 }, oddities: true });
});
afterEach(async () => {
  await gemini.close();
  await place.remove();
});

const env = (): Record<string, string> => ({
  ...place.env,
  GEMINI_API_KEY: 'simulated',
  GOOGLE_GEMINI_BASE_URL: gemini.url,
  DEEP_RESEARCH_POLL_SECONDS: '1',
});
const args = (name: string): string[] => [name, '--mode', 'deep', '--out', place.out];
const brief = async (): Promise<Brief> =>
  Brief.parse(JSON.parse(await readFile(join(place.out, 'report.json'), 'utf8')));
const asked = (method: string): number => gemini.requests.filter((request) => request.method === method).length;

describe('prospect --mode deep', () => {
  it.each(['Maersk', 'Nimbus Gadgets'])('cites what the agent found on %s, and the report holds up', async (name) => {
    const { code, out, err } = await run(program, args(name), env());
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('running  Deep research: The research agent is at work');
    expect(out).toMatch(/done {5}Deep research: \d+ findings from \d+ sources/);
    const { claims, report, evidence, usage } = await brief();
    const deep = new Set(claims.filter(({ stage }) => stage === 'deep').map(({ id }) => id));
    expect(deep.size).toBeGreaterThan(25);
    const cited = JSON.stringify(report).match(/"deep\.\d+"/g) ?? [];
    expect(cited.length).toBeGreaterThan(10);
    for (const id of cited) expect(deep).toContain(JSON.parse(id));
    for (const claim of claims) expect(claim.text).not.toContain('[cite');
    const answer = evidence.find(({ stage }) => stage === 'deep');
    expect(answer?.usage.searchQueries).toBeGreaterThan(10);
    expect(usage.costUsd).toBeGreaterThan(answer?.usage.costUsd ?? Infinity);
    expect(await run('src/cli/verify.ts', [join(place.out, 'report.json')])).toMatchObject({ code: 0 });
    expect([asked('createInteraction'), asked('getInteraction')]).toEqual([1, 3]);
  });

  it.each<[string, FaultInput]>([
    ['fails', { kind: 'agent_failed', call: 'agent' }],
    ['is gone', { kind: 'agent_gone', call: 'agent' }],
  ])('goes on without an agent that %s, and says so', async (_, fault) => {
    gemini.faults.add(fault);
    const { code, out } = await run(program, args('Maersk'), env());
    expect(code).toBe(3);
    expect(out).toContain('failed   Deep research: The research agent gave up.');
    const { status, report, claims } = await brief();
    expect([status, report !== undefined]).toEqual(['partial', true]);
    expect(claims.some(({ stage }) => stage === 'deep')).toBe(false);
    expect(await run('src/cli/verify.ts', [join(place.out, 'report.json')])).toMatchObject({ code: 0 });
  });

  it('stops the agent when it is interrupted', async () => {
    gemini.faults.add({ kind: 'agent_endless', call: 'agent' });
    const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, '..', program), ...args('Maersk')], {
      stdio: 'ignore',
      env: { PATH: process.env.PATH, HOME: process.env.HOME, LANGSMITH_TRACING: 'false', ...env() },
    });
    const ended = once(child, 'exit');
    await gemini.waitFor((requests) => requests.some(({ method }) => method === 'getInteraction'), {
      timeoutMs: 60_000,
      what: 'a look at the agent',
    });
    child.kill('SIGINT');
    expect(await ended).toEqual([1, null]);
    expect(gemini.interactions()).toMatchObject([{ status: 'cancelled' }]);
  });
});
