import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCompanies } from '../simulator/gemini/company-facts.ts';
import type { Message } from '../simulator/slack/entities.ts';
import { countPages } from '../src/render/chromium/pdf-pages.ts';
import { citedIn, linksIn, sourcesIn, wordsIn } from './harness/blocks.ts';
import { canReadPdfs, pagesOf } from './harness/pdf.ts';
import { anchors, ended, planStates, type Thread, whispers } from './harness/threads.ts';
import { type OpenWorkspace, openWorkspace, rep } from './harness/workspace.ts';

const companies = [
  { typed: 'Maersk', slug: 'maersk', name: 'A.P. Moller - Maersk', domain: 'maersk.com' },
  {
    typed: 'Zürcher Kantonalbank',
    slug: 'zuercher-kantonalbank',
    name: 'Zürcher Kantonalbank',
    domain: 'zkb.ch',
  },
] as const;

/** The main job as a rep has it: a command, a thread with a sourced brief, two documents in it. */
let workspace: OpenWorkspace;
type Acknowledged = Awaited<ReturnType<OpenWorkspace['prospect']>>;
const acknowledged = new Map<string, Acknowledged>();
beforeAll(async () => {
  // Slow enough for a run to be watched: its head is edited every three seconds at most.
  workspace = await openWorkspace({ gemini: { latency: 450 } });
  for (const { typed } of companies) acknowledged.set(typed, await workspace.prospect(typed));
});
afterAll(() => workspace.close());

describe.each(companies)('/prospect $typed', ({ typed, slug, name, domain }) => {
  let thread: Thread;
  beforeAll(async () => {
    thread = await ended(workspace, name);
  });

  it('is acknowledged within a second, to the person who typed it alone', async () => {
    expect(acknowledged.get(typed)).toMatchObject({ ok: true, status: 200 });
    expect(acknowledged.get(typed)?.elapsedMs).toBeLessThan(1000);
    const told = whispers(thread.state, rep).map(({ text }) => text);
    expect(told).toContainEqual(expect.stringContaining(`Research on ${typed} begins.`));
  });

  it('has one head, which says whom it took for meant, moves, and ends as done', async () => {
    const { state, anchor } = thread;
    expect(anchors(state).filter(({ text }) => text.includes(name))).toHaveLength(1);
    expect(anchor.text).toMatch(/: Done in \d+ s\. The brief is in this thread\./);
    expect(anchor.text).toContain(`${name} (${domain} · `);
    const states = planStates(await workspace.control.log(), anchor);
    expect(states.length).toBeGreaterThanOrEqual(3);
    expect(states[0]).toMatch(/^(pending|in_progress)(,pending)+$/);
    expect(states.at(-1)).toMatch(/^complete(,complete)+$/);
  });

  it.each(['summary', 'useCases'] as const)('has a %s whose numbers lead to real pages', (which) => {
    const message = thread[which];
    if (!message) throw new Error(`there is no ${which}`);
    const real = realPages(slug);
    const sources = sourcesIn(message.blocks);
    const cited = new Set([...citedIn(message.text), ...citedIn(withoutSources(message))]);
    expect(cited.size).toBeGreaterThan(4);
    expect(cited.difference(new Set(sources.keys()))).toEqual(new Set());
    for (const { url, text } of sources.values()) {
      expect(real).toContain(url);
      expect(new URL(url).hostname.replace(/^www\./, '')).toBe(text);
    }
    expect(message.text).toMatch(/\w\. ?\[\d/);
    expect(new Set(linksIn(message.blocks).map(({ url }) => url)).difference(real)).toEqual(new Set());
  });

  it('has both documents, named for people, the one-pager on exactly one page', async () => {
    const date = new Date().toISOString().slice(0, 10);
    expect(thread.files.map((file) => file.title).sort()).toEqual([
      `${name} – one-pager – ${date}.pdf`,
      `${name} – report – ${date}.pdf`,
    ]);
    const pages: number[] = [];
    for (const { id, altText } of thread.files.toSorted((a, b) => a.title.localeCompare(b.title))) {
      expect(altText).toContain(`for ${name}, ${date}`);
      pages.push(countPages((await workspace.control.file(id)).bytes));
    }
    expect(pages[0]).toBe(1);
    expect(pages[1]).toBeGreaterThan(2);
  });

  it.skipIf(!canReadPdfs)('has a one-pager that names its sources by their real domains', async () => {
    const file = thread.files.find(({ title }) => title.includes('one-pager'));
    const [page = ''] = await pagesOf((await workspace.control.file(file?.id ?? '')).bytes);
    expect(page).toContain(`Prepared for ${name}`);
    const hosts = [...realPages(slug)].map((url) => new URL(url).hostname.replace(/^www\./, ''));
    expect(hosts.filter((host) => page.includes(host)).length).toBeGreaterThan(3);
    expect(page).toContain('Made with AI');
  });

  it('posts nothing else, nothing live, nothing that unfolds by itself', () => {
    expect(thread.replies.map(({ files }) => files?.length ?? 0).sort()).toEqual([0, 0, 1, 1]);
    for (const reply of [thread.anchor, ...thread.replies.filter(({ files }) => !files)]) {
      expect(reply).toMatchObject({ unfurlLinks: false, unfurlMedia: false });
      expect(reply.subtype).toBeUndefined();
    }
  });
});

it('answers the same question within ten minutes with a link to its thread', async () => {
  const asked = workspace.gemini.requests.length;
  for (const again of ['Maersk', ' maersk ', 'MAERSK']) {
    expect(await workspace.prospect(again)).toMatchObject({ ok: true });
  }
  const state = await workspace.control.state();
  const [anchor] = anchors(state);
  const told = whispers(state, rep).slice(-3);
  expect(anchors(state)).toHaveLength(companies.length);
  for (const { text, blocks } of told) {
    expect(text).toContain('less than ten minutes ago (done), so nothing new was started');
    expect(linksIn(blocks).map(({ url }) => url)).toEqual([
      `https://${state.team.domain}.slack.com/archives/${anchor?.channel}/p${anchor?.ts.replace('.', '')}`,
    ]);
  }
  expect(workspace.gemini.requests).toHaveLength(asked);
});

/** Pages on which the bundled facts were read, without the marks of the feeds they were found in. */
function realPages(slug: string): Set<string> {
  const company = loadCompanies().find((candidate) => candidate.slug === slug);
  return new Set(company?.sources.map(({ url }) => url.replace(/[?]utm_.*$/, '')));
}

const withoutSources = ({ blocks }: Message): string =>
  (blocks ?? [])
    .filter(({ title }) => !wordsIn(title).startsWith('Sources ('))
    .map(wordsIn)
    .join('\n');
