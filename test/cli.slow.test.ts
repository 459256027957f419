import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Brief } from '../src/domain/brief.ts';
import { countPages } from '../src/render/chromium/pdf-pages.ts';
import { type Ended, openWorkplace, run, type Workplace } from './harness/command.ts';
import { canReadPdfs, pagesOf } from './harness/pdf.ts';
import { statementsIn } from './harness/statements.ts';

/** `npm run prospect`: the same research in the terminal, with files instead of a thread. */

const simulated = 'simulator/prospect.ts';
const real = 'src/cli/prospect.ts';

describe.each([
  {
    name: 'Maersk',
    args: [],
    files: [
      'one-pager.html',
      'one-pager.pdf',
      'report.html',
      'report.json',
      'report.md',
      'report.pdf',
      'use-cases.csv',
    ],
  },
  {
    name: 'Zürcher Kantonalbank',
    args: ['--mode', 'quick'],
    files: ['one-pager.html', 'one-pager.pdf', 'report.json', 'report.md', 'use-cases.csv'],
  },
])('prospect "$name" $args', ({ name, args, files }) => {
  let place: Workplace;
  let ended: Ended;
  let brief: Brief;
  const read = (file: string) => readFile(join(place.out, file));
  beforeAll(async () => {
    place = await openWorkplace();
    ended = await run(simulated, [name, ...args, '--out', place.out], place.env);
    brief = Brief.parse(JSON.parse(await readFile(join(place.out, 'report.json'), 'utf8')));
  });
  afterAll(() => place.remove());

  it('exits 0, says in plain lines what it did, and writes what it promises', async () => {
    expect([ended.code, ended.err]).toEqual([0, '']);
    expect(await place.written()).toEqual(files);
    const lines = ended.out.trim().split('\n');
    const stages = lines.slice(0, lines.indexOf(''));
    expect(stages).toHaveLength(brief.stages.length);
    for (const line of stages) expect(line).toMatch(/^done {5}\S\P{Cc}*$/u);
    expect(lines.slice(-3)).toEqual([
      'completed',
      expect.stringMatching(/^\d+ findings, \d+ sources, \d+ model calls, \d+ searches, about \$\d+\.\d\d$/),
      expect.stringContaining(`Written to ${place.out}`),
    ]);
  });

  it('writes a report.json that follows the published schema and holds up when it is checked again', async () => {
    const schema = JSON.parse(await readFile(join(import.meta.dirname, '..', 'docs', 'report.schema.json'), 'utf8'));
    const ajv = new Ajv2020({ strict: false, logger: false });
    formats.default(ajv);
    ajv.validate(schema, JSON.parse((await read('report.json')).toString()));
    expect(ajv.errors).toBeNull();
    const verified = await run('src/cli/verify.ts', [join(place.out, 'report.json')]);
    expect(verified).toMatchObject({ code: 0, out: expect.stringMatching(/^No violations: \d+ statements/) });
    expect(brief).toMatchObject({ status: 'completed', sample: false });
  });

  it('writes a one-pager of one page, whose every factual sentence leads by a footnote to a claim', async () => {
    expect(countPages(await read('one-pager.pdf'))).toBe(1);
    const html = (await read('one-pager.html')).toString();
    const statements = statementsIn(html).filter(({ basis }) => basis === 'evidence' || basis === 'inference');
    expect(statements.length).toBeGreaterThan(5);
    const claims = new Map(brief.claims.map((claim) => [claim.id, claim]));
    for (const { text, claimIds, footnotes } of statements) {
      expect([text, footnotes.length > 0, claimIds.length > 0]).toEqual([text, true, true]);
      for (const number of footnotes) {
        const source = brief.sources.find((candidate) => candidate.number === number);
        expect(html).toContain(`id="source-${number}"`);
        expect(claimIds.some((id) => claims.get(id)?.sourceIds.includes(source?.id ?? ''))).toBe(true);
      }
      expect(claimIds.filter((id) => !claims.has(id))).toEqual([]);
    }
  });

  it('writes the same company into the Markdown, with links to the sources', async () => {
    const markdown = (await read('report.md')).toString();
    expect(markdown).toContain(brief.company?.name);
    const cited = brief.sources.filter(({ url }) => markdown.includes(url));
    expect(cited.length).toBeGreaterThan(10);
  });
});

describe('prospect', () => {
  let place: Workplace;
  beforeAll(async () => {
    place = await openWorkplace();
  });
  afterAll(() => place.remove());

  it('says of an unknown company, in every file, that it is sample data', async () => {
    const { code, out } = await run(simulated, ['Acme Widgets', '--out', place.out], place.env);
    expect(code).toBe(0);
    expect(out).toContain('This holds sample data, made up to show how this works');
    const text = async (file: string) => (await readFile(join(place.out, file))).toString();
    expect(JSON.parse(await text('report.json'))).toMatchObject({ sample: true });
    for (const file of ['report.md', 'report.html', 'one-pager.html', 'use-cases.csv'])
      expect(await text(file)).toMatch(/sample data/i);
    if (!canReadPdfs) return;
    for (const file of ['one-pager.pdf', 'report.pdf']) {
      for (const page of await pagesOf(await readFile(join(place.out, file))))
        expect(page).toContain('Sample data – invented for demonstration');
    }
  });

  it('asks which company is meant, exits 2 and writes nothing', async () => {
    const other = await openWorkplace();
    const { code, out } = await run(simulated, ['Delta', '--out', other.out], other.env);
    expect(code).toBe(2);
    expect(out).toContain(
      'Several companies fit. Say which one with --domain:\n  delta.com  Delta Air Lines – US network airline',
    );
    expect(await other.written()).toEqual([]);
    await other.remove();
  });

  it.concurrent.each([
    ['two companies', ['Acme', 'Widgets', '--out', 'x'], 'Give one company name, in quotes if it has spaces.'],
    ['no folder', ['Acme'], 'Say where to write with --out folder.'],
    ['an option that is none', ['Acme', '--out', 'x', '--colour', 'red'], "Unknown option '--colour'"],
    ['a mode that is none', ['Acme', '--out', 'x', '--mode', 'thorough'], 'quick'],
    ['an output that is none', ['Acme', '--out', 'x', '--want', 'poem'], 'There is no output called "poem".'],
    ['a domain that is none', ['Acme', '--out', 'x', '--domain', 'not a domain'], 'A domain looks like acme.com'],
    [
      'a history that is not there',
      ['Acme', '--out', 'x', '--history', '/nowhere/history.txt'],
      '/nowhere/history.txt',
    ],
  ])('does not understand %s: exit 2, the reason, how to call it', async (_what, args, reason) => {
    const { code, out, err } = await run(real, args, { GEMINI_API_KEY: 'none' });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(reason);
    expect(err).toContain('npm run prospect -- "Acme"');
    expect(err).not.toMatch(/\n {4}at /);
  });

  it('names every variable that is missing or wrong', async () => {
    const wrong = { LEASE_SECONDS: 'soon', GOOGLE_GEMINI_BASE_URL: 'ftp://x', GEMINI_API_KEY: '' };
    const { code, err } = await run(real, ['Acme', '--out', join(place.out, 'none')], { ...place.env, ...wrong });
    expect(code).toBe(2);
    for (const name of Object.keys(wrong)) expect(err).toContain(`  ${name}: `);
    const unreadable = join(place.out, 'seller.json');
    await writeFile(unreadable, '{}');
    const seller = await run(real, ['Acme', '--out', place.out], {
      ...place.env,
      GEMINI_API_KEY: 'k',
      SELLER_PROFILE: unreadable,
    });
    expect([seller.code, seller.err]).toEqual([2, expect.stringContaining('SELLER_PROFILE')]);
  });
});
