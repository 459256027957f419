import { expect, it } from 'vitest';
import { isSampleDomain } from '../../src/domain/evidence.ts';
import { laterWeb } from './later-web.ts';
import { startGeminiSimulator } from './start-gemini-simulator.ts';
import { changedWeb, companyCalled } from './web-changes.ts';
import { loadKnowledge } from './world.ts';

const bundled = loadKnowledge();

it('there is a later state of every bundled company', () => {
  const slugs = laterWeb().map(({ company }) => companyCalled(bundled, company).slug);
  expect(slugs.sort()).toEqual(bundled.companies.map(({ slug }) => slug).sort());
});

it('whatever it says that the first state does not say calls itself a sample and comes from a reserved domain', () => {
  const known = new Map(bundled.companies.map(({ slug, facts }) => [slug, new Set(facts.map(({ text }) => text))]));
  const fresh = changedWeb(bundled, laterWeb()).companies.flatMap(({ slug, facts, sources }) =>
    facts
      .filter(({ text }) => !known.get(slug)?.has(text))
      .map((fact) => ({ ...fact, pages: sources.filter(({ id }) => fact.sources.includes(id)) })),
  );
  expect(fresh).toHaveLength(16);
  for (const { text, pages } of fresh) {
    expect(text).toMatch(/^Sample: /);
    expect(pages.length).toBeGreaterThan(0);
    for (const { url, title } of pages) {
      expect(isSampleDomain(new URL(url).hostname)).toBe(true);
      expect(title).toMatch(/\(sample\)$/);
    }
  }
});

it('is switched on at the start or while it runs, and taken back', async () => {
  const simulator = await startGeminiSimulator({ web: 'later' });
  const web = (method: string, body?: unknown) =>
    fetch(`${simulator.url}/control/web`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const changed = async () => ((await (await web('GET')).json()) as unknown[]).length;
  try {
    expect(await changed()).toBe(4);
    expect((await web('POST', { state: 'first' })).status).toBe(201);
    expect(await changed()).toBe(0);
    expect((await web('POST', { state: 'later' })).status).toBe(201);
    expect(await changed()).toBe(4);
    expect((await web('POST', { state: 'tomorrow' })).status).toBe(400);
    await web('DELETE');
    expect(await changed()).toBe(0);
  } finally {
    await simulator.close();
  }
});
