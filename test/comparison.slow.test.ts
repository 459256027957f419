import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GeminiSimulator, startGeminiSimulator } from '../simulator/gemini/start-gemini-simulator.ts';
import type { WebChange } from '../simulator/gemini/web-changes.ts';
import { Comparison } from '../src/domain/facts.ts';

const root = join(import.meta.dirname, '..');

const employees = 'Maersk counted 101,200 employees for 2023.';
const cuts = 'On 5 February 2026 Maersk said about 1,400 of its roughly 6,000 corporate positions, some 23%, would go.';
const shares =
  'Maersk shares lost 5.2% to DKK12,865 on the day of the Q3 2025 results and as much as 9.3% when the 2026 outlook came out.';
const moved = 'In October 2026 Maersk moved its container tracking to Google Cloud.';
const later: WebChange = {
  company: 'Maersk',
  replace: [
    { fact: 'f3', text: employees },
    { fact: 'f7', text: cuts },
    { fact: 'f57', text: shares },
  ],
  add: [{ id: 'f901', topic: 'cloud', text: moved, sources: ['s26'] }],
  remove: ['f9'],
};

let folder: string;
let gemini: GeminiSimulator;

const run = async (...args: string[]) => {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      TZ: process.env.TZ,
      DATA_DIR: join(folder, `data-${args.at(-1)?.split('/').at(-1)}`),
      GEMINI_API_KEY: 'any',
      GOOGLE_GEMINI_BASE_URL: gemini.url,
    },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
};

/** Researches Maersk with the web as it is now. */
async function research(name: string): Promise<void> {
  const { code, err } = await run('src/cli/prospect.ts', 'Maersk', '--out', join(folder, name));
  expect({ code, err }).toEqual({ code: 0, err: '' });
}

const report = (name: string) => join(folder, name, 'report.json');

async function compare(before: string, after: string) {
  const { code, out, err } = await run('src/cli/compare.ts', report(before), report(after), '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const comparison = Comparison.parse(JSON.parse(out));
  const texts = comparison.differences
    .filter(({ kind }) => kind !== 'unchanged')
    .map((each) => ({ kind: each.kind, before: each.before?.text, after: each.after?.text }));
  return { comparison, texts };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comparison-'));
  gemini = await startGeminiSimulator();
  await research('first');
  gemini.change(later);
  await research('later');
  gemini.change({ company: 'Maersk', paraphrase: true });
  await research('reworded');
  gemini.change({ ...later, paraphrase: true });
  await research('later-reworded');
}, 300_000);
afterAll(async () => {
  await gemini?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('two runs on the same company', () => {
  it('three facts changed, one added, one removed: the comparison says exactly that', async () => {
    const { comparison, texts } = await compare('first', 'later');
    const sorted = texts.toSorted((a, b) => `${a.kind}${a.after}`.localeCompare(`${b.kind}${b.after}`, 'en'));
    expect(sorted).toEqual([
      { kind: 'changed', before: 'Maersk counted 105,908 employees for 2023.', after: employees },
      { kind: 'changed', before: expect.stringContaining('8.1%'), after: shares },
      { kind: 'changed', before: expect.stringContaining('about 1,000 of its roughly 6,000'), after: cuts },
      { kind: 'new', before: undefined, after: moved },
      { kind: 'withdrawn', before: expect.stringContaining('25 years instead of 20'), after: undefined },
    ]);
    const jobs = comparison.differences.find(({ attribute, kind }) => attribute === 'job_cuts' && kind === 'changed');
    expect([jobs?.before?.value, jobs?.after?.value]).toEqual([
      expect.stringContaining('1,000'),
      expect.stringContaining('1,400'),
    ]);
    expect(comparison.leftOut).toEqual([]);
    expect(comparison.differences.filter(({ kind }) => kind === 'unchanged').length).toBeGreaterThan(40);
  });

  it('all sentences paraphrased: nothing has changed (§5, comparison by exact strings)', async () => {
    const { comparison, texts } = await compare('first', 'reworded');
    expect(texts).toEqual([]);
    const same = comparison.differences.filter(({ before, after }) => before?.text === after?.text);
    expect(same).toEqual([]);
    expect(comparison.differences.length).toBeGreaterThan(40);
  });

  it('changed and paraphrased at once: the same changes, in other words', async () => {
    const { texts } = await compare('first', 'later-reworded');
    const counted = Object.groupBy(texts, ({ kind }) => kind);
    expect([counted.changed?.length, counted.new?.length, counted.withdrawn?.length]).toEqual([3, 1, 1]);
    const all = texts.map(({ before, after }) => `${before} → ${after}`).join('\n');
    for (const figure of ['105,908', '101,200', '1,400', '9.3%', 'Google Cloud', '25 years'])
      expect(all).toContain(figure);
  });

  it('prints for people what is new, changed and no longer found', async () => {
    const { code, out } = await run('src/cli/compare.ts', report('first'), report('later'));
    expect(code).toBe(0);
    expect(out).toMatch(
      /^A\.P\. Moller - Maersk, \d{4}-\d\d-\d\d → \d{4}-\d\d-\d\d: 3 changed, 1 new, 1 withdrawn, \d+ unchanged\n/,
    );
    expect(out).toMatch(/\nChanged\n.*1,000 → .*1,400/s);
    expect(out).toContain(`\nNew\n  `);
    expect(out).toContain('\nNo longer found\n');
    const turned = await run('src/cli/compare.ts', report('later'), report('first'));
    expect(turned.out).toContain('3 changed, 1 new, 1 withdrawn');
    expect((await run('src/cli/compare.ts', report('first'), report('reworded'))).out).toContain('Nothing has changed');
  });

  it('exits with 2 and a reason when there is nothing to compare', async () => {
    expect(await run('src/cli/compare.ts', report('first'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('Usage'),
    });
    expect(await run('src/cli/compare.ts', report('first'), report('nowhere'))).toMatchObject({ code: 2 });
    const failed = JSON.parse(await readFile(report('first'), 'utf8')) as Record<string, unknown>;
    const path = join(folder, 'failed.json');
    await writeFile(path, JSON.stringify({ ...failed, status: 'failed', report: undefined }));
    expect(await run('src/cli/compare.ts', report('first'), path)).toMatchObject({
      code: 2,
      err: 'One of the runs has no report, so there is nothing to compare.\n',
    });
  });
});
