import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleBrief } from '../pipeline/evidence/testing/sample-brief.ts';

const program = join(import.meta.dirname, 'verify.ts');
let folder = '';

const run = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [program, ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('node src/cli/verify.ts', () => {
  it('says what was checked and exits 0', async () => {
    const { code, out } = await run(await file('good.json', JSON.stringify(sampleBrief())));
    expect([code, out]).toEqual([0, expect.stringMatching(/^No violations: 6 statements, 3 claims .*\n$/)]);
  });

  it('prints one line for each violation and exits 1', async () => {
    const brief = sampleBrief();
    const [onePager] = brief.onePagers;
    if (!onePager) throw new TypeError('the sample has changed');
    onePager.summary.text = 'About 9,000 positions\nwould go, says Contoso.';
    const { code, out } = await run(await file('bad.json', JSON.stringify(brief)));
    expect(code).toBe(1);
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^onePagers\[0\]\.summary: \[figures\] .*"9,000"/),
      expect.stringMatching(/^onePagers\[0\]\.summary: \[names\] .*"Contoso"/),
    ]);
  });

  it.each([
    ['no file named', () => Promise.resolve([])],
    ['a file that is not there', () => Promise.resolve([join(folder, 'none.json')])],
    ['no JSON', async () => [await file('text.json', 'hello')]],
    ['no report', async () => [await file('other.json', '{"schemaVersion":1}')]],
  ])('exits 2 for %s', async (_, args) => {
    const { code, out, err } = await run(...(await args()));
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });
});
