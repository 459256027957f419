import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Brief } from '../src/domain/brief.ts';
import { isSampleDomain } from '../src/domain/evidence.ts';
import { openWorkplace, run, type Workplace } from './harness/command.ts';

/** The same command twice, the second time in a web in which something has changed: nothing is scripted. */

let place: Workplace;
const folder = (web: string) => join(place.out, web);
const report = (web: string) => join(folder(web), 'report.json');
const briefOf = async (web: string) => Brief.parse(JSON.parse(await readFile(report(web), 'utf8')));

beforeAll(async () => {
  place = await openWorkplace();
  for (const web of ['first', 'later']) {
    const { code, err } = await run('simulator/prospect.ts', ['Maersk', '--out', folder(web)], {
      ...place.env,
      SIMULATED_WEB: web,
    });
    expect([code, err]).toEqual([0, '']);
  }
});
afterAll(() => place.remove());

it('npm run compare says exactly what has changed', async () => {
  const { code, out } = await run('src/cli/compare.ts', [report('first'), report('later')]);
  expect(code).toBe(0);
  expect(out.split('\n')[0]).toMatch(/: 3 changed, 1 new, 1 withdrawn, \d+ unchanged$/);
  for (const change of ['$4.5–7bn → $6–8bn', '$180 million → $240 million', 'about 1,000 → about 1,400']) {
    expect(out).toContain(change);
  }
  expect(out).toMatch(/\nNew\n.*container tracking to Google Cloud/);
  expect(out).toMatch(/\nNo longer found\n.*record-high customer satisfaction/);
});

it('what is made up says so: the first report is real, the later one sample data, by its reserved sources alone', async () => {
  const [first, later] = [await briefOf('first'), await briefOf('later')];
  expect([first.sample, later.sample]).toEqual([false, true]);
  const samples = later.sources.filter(({ domain }) => isSampleDomain(domain)).map(({ id }) => id);
  const fromSamples = later.claims.filter(({ sourceIds }) => sourceIds.some((id) => samples.includes(id)));
  expect(fromSamples.length).toBeGreaterThanOrEqual(4);
  for (const { text } of later.claims) {
    expect([text, text.startsWith('Sample: ')]).toEqual([text, fromSamples.some((claim) => claim.text === text)]);
  }
});
