import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Brief } from '../src/domain/brief.ts';
import { verifyBrief } from '../src/pipeline/evidence/verify-brief.ts';
import { countPages } from '../src/render/chromium/pdf-pages.ts';
import { openWorkplace, run } from './harness/command.ts';
import { canReadPdfs, pagesOf } from './harness/pdf.ts';
import { statementsIn } from './harness/statements.ts';
import { startAnyGemini } from './servers/any-gemini.ts';
import { inventedFigures, inventedLinks, inventedNames } from './servers/loose-talk.ts';

/**
 * The terminal command behind a server that follows Gemini's protocol and knows nothing of us: it answers schemas with
 * chance, search with nonsense, refuses, breaks off. Whatever it says, the command ends in order, and nothing stands
 * in any file as a fact that no source said.
 */

const seeds = Array.from({ length: 12 }, (_, index) => index + 1);
const exitCodes: Record<string, number> = { completed: 0, partial: 3, failed: 1 };

async function research(seed: number) {
  const server = await startAnyGemini({ seed });
  const place = await openWorkplace();
  try {
    const args = ['Acme Boats', '--domain', 'acme.example', '--out', place.out];
    const env = { ...place.env, GEMINI_API_KEY: 'any', GOOGLE_GEMINI_BASE_URL: server.url };
    const ended = await run('src/cli/prospect.ts', args, env);
    const names = await place.written();
    const contents = await Promise.all(names.map((name) => readFile(join(place.out, name))));
    return { ended, files: new Map(names.map((name, index) => [name, contents[index] ?? Buffer.of()])) };
  } finally {
    await server.close();
    await place.remove();
  }
}

/** Words as a reader sees them: line breaks and escapes made even. */
const even = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '').replace(/\s+/g, ' ');
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const linksIn = (name: string, text: string): string[] =>
  [...text.matchAll(name.endsWith('.md') ? /\]\(<?([^)>\s]+)/g : /(?:href|src)="([^"]+)"/g)].map(([, url = '']) =>
    even(url),
  );

describe.concurrent('any Gemini', () => {
  it.for(seeds)('number %s: ends in order, and nothing it made up is told as a fact', async (seed) => {
    const { ended, files } = await research(seed);
    const brief = Brief.parse(JSON.parse((files.get('report.json') ?? '').toString()));
    expect([ended.code, ended.err]).toEqual([exitCodes[brief.status], '']);
    expect(ended.out).not.toMatch(/\n\s+at |secret-of-the-service|undefined|\[object/);
    expect(verifyBrief(brief)).toEqual([]);
    if (brief.report)
      expect([...files.keys()]).toEqual(expect.arrayContaining(['report.md', 'report.html', 'report.pdf']));
    else expect([...files.keys()]).toEqual(['report.json']);

    // A claim may quote nonsense that a page was said to say; then it is that page's, with its number beside it.
    const quoted = even(brief.claims.map(({ text }) => text).join('\n'));
    const madeUp = [...inventedNames, ...inventedFigures].filter((words) => !quoted.includes(words));
    const addresses = new Set(brief.sources.map(({ url }) => url));
    for (const [name, content] of files) {
      if (name === 'report.json') continue;
      const isPdf = name.endsWith('.pdf');
      if (isPdf) expect(countPages(content)).toBeGreaterThan(0);
      const text = isPdf ? (canReadPdfs ? (await pagesOf(content)).join(' ') : '') : content.toString();
      expect([name, madeUp.filter((words) => even(text).includes(words))]).toEqual([name, []]);
      expect([name, /\u202E/.exec(text)]).toEqual([name, null]);
      if (!isPdf) expect([name, /<script/i.exec(text)]).toEqual([name, null]);
      for (const url of isPdf ? urisIn(content) : linksIn(name, text))
        if (!url.startsWith('#') && !url.startsWith('data:'))
          expect([name, addresses.has(url) && url]).toEqual([name, url]);
      for (const { text: said, basis, claimIds, footnotes } of name.endsWith('.html') ? statementsIn(text) : [])
        if (basis === 'evidence') {
          expect([said, footnotes.length > 0]).toEqual([said, true]);
          expect([said, unsaidFigures(even(said), claimIds, brief)]).toEqual([said, []]);
        }
    }
    for (const link of inventedLinks.slice(1)) expect([...addresses]).not.toContain(link);
  });
});

/** Figures of a sentence that its claims do not name, digit for digit. Read plainly on purpose: the gate has its own way. */
function unsaidFigures(text: string, claimIds: readonly string[], { claims }: Brief): string[] {
  const plain = (words: string) => words.replace(/(?<=\d)[.,'’ ](?=\d)/g, '');
  const evidence = plain(claims.flatMap(({ id, text: said }) => (claimIds.includes(id) ? [said] : [])).join(' · '));
  return (plain(text).match(/\d+/g) ?? []).filter((figure) => !evidence.includes(figure));
}

/** Where a PDF's links lead to: Chromium writes them plainly, with brackets escaped. */
const urisIn = (pdf: Buffer): string[] =>
  [...pdf.toString('latin1').matchAll(/\/URI \(((?:\\.|[^\\)])*)\)/g)].map(([, uri = '']) =>
    uri.replace(/\\(.)/g, '$1'),
  );
