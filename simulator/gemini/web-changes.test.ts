import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { figuresIn } from './check-figures.ts';
import { loadCompanies } from './company-facts.ts';
import { paraphrase } from './paraphrase.ts';
import { promptText } from './prompt-for-test.ts';
import { substitute, substitutions } from './reword.ts';
import { type GeminiSimulator, startGeminiSimulator } from './start-gemini-simulator.ts';
import { changedWeb, type WebChange } from './web-changes.ts';
import { loadKnowledge } from './world.ts';

const bundled = loadKnowledge();
const cuts = 'On 5 February 2026 Maersk said about 1,400 of its roughly 6,000 corporate positions, some 23%, would go.';
const change: WebChange = {
  company: 'Maersk',
  replace: [{ fact: 'f7', text: cuts }],
  add: [
    {
      id: 'f901',
      topic: 'cloud',
      text: 'In October 2026 Maersk moved its tracking to Google Cloud.',
      sources: ['s26'],
    },
  ],
  remove: ['f9'],
};
const factsOf = (changes: readonly WebChange[]) =>
  new Map(
    changedWeb(bundled, changes)
      .companies.find(({ slug }) => slug === 'maersk')
      ?.facts.map(({ id, text }) => [id, text]),
  );

describe('a later state of the web', () => {
  it('replaces, adds and removes, and leaves the rest and the bundled facts alone', () => {
    const before = factsOf([]);
    const after = factsOf([change]);
    expect(after.get('f7')).toBe(cuts);
    expect(after.get('f901')).toContain('Google Cloud');
    expect(after.has('f9')).toBe(false);
    expect(after.size).toBe(before.size);
    const others = [...before].filter(([id]) => !['f7', 'f9'].includes(id));
    expect(others.every(([id, text]) => after.get(id) === text)).toBe(true);
    expect(factsOf([]).get('f7')).toBe(before.get('f7'));
  });

  it('reads the tuple of a replaced fact into its new text', () => {
    const facts = [
      { claim: 'f7', entity: 'Maersk', attribute: 'job_cuts', period: '2026-02', value: 'about 1,000', unit: '' },
    ];
    const answers = new Map([['maersk', { Facts: [...facts, { ...facts[0], claim: 'f9', value: '25 years' }] }]]);
    const tuplesAfter = (changes: readonly WebChange[]) =>
      changedWeb({ companies: bundled.companies, answers }, changes).answers.get('maersk')?.Facts;
    expect(tuplesAfter([change])?.[0]).toEqual({ ...facts[0], value: 'about 1,400' });
    const tuple = { entity: 'Maersk', attribute: 'job_cuts', period: '2026', value: '23%', unit: '%' };
    const told = { ...change, replace: [{ fact: 'f7', text: cuts, tuple }] };
    expect(tuplesAfter([told])?.at(-1)).toEqual({ claim: 'f7', ...tuple });
    const both = changedWeb({ companies: bundled.companies, answers }, [{ ...change, paraphrase: true }]);
    const text = both.companies.find(({ slug }) => slug === 'maersk')?.facts.find(({ id }) => id === 'f7')?.text;
    expect(text).toContain('about 1,400');
    expect(text).toContain('approximately 6,000');
  });

  it('lets handwritten statements say the new figure, and drops those that say more than the fact does now', () => {
    const statement = (text: string) => ({ text, claims: ['f7'], basis: 'evidence' });
    const answers = new Map([
      [
        'maersk',
        {
          Report: {
            painPoints: [statement('About 1,000 jobs go.'), statement('With 15% of 6,000 jobs 900 go.')],
            strategicGoals: [{ text: 'It wants 1,000 more.', claims: ['f14'], basis: 'evidence' }],
          },
        },
      ],
    ]);
    const report = changedWeb({ companies: bundled.companies, answers }, [change]).answers.get('maersk')?.Report;
    expect(report).toEqual({
      painPoints: [
        statement('About 1,400 jobs go.'),
        { ...statement('With 23% of 6,000 jobs 900 go.'), claims: ['f7', 'f0'] },
      ],
      strategicGoals: [{ text: 'It wants 1,000 more.', claims: ['f14'], basis: 'evidence' }],
    });
  });

  it.each<[string, Partial<WebChange>]>([
    ['no such company', { company: 'Nobody Inc' }],
    ['has no fact f9999', { remove: ['f9999'] }],
    ['has a fact f1 already', { add: [{ id: 'f1', topic: 'news', text: 'x', sources: ['s1'] }] }],
  ])('refuses a change where there is %s', (_what, part) => {
    expect(() => changedWeb(bundled, [{ ...change, ...part }])).toThrow(RangeError);
  });
});

describe('a paraphrase', () => {
  it.each(loadCompanies())('of $company.name: other words, the same figures and names', ({ company, facts }) => {
    const name = company.aliases[0] ?? company.name;
    for (const { text } of facts) {
      const other = paraphrase(text, name);
      expect(other).not.toBe(text);
      expect(other).toBe(paraphrase(text, name));
      expect(figuresIn(other).sort()).toEqual(figuresIn(text).sort());
      const names = text
        .split(/[^\p{L}\p{N}'’-]+/u)
        .slice(1)
        .filter((word) => /^\p{Lu}/u.test(word));
      for (const word of names) expect(other).toContain(word);
    }
  });

  it('keeps the stretches that must stay', () => {
    expect(paraphrase('It came to about 1,000, around a tenth.', 'Acme', ['about 1,000'])).toMatch(
      /about 1,000, about a tenth/,
    );
  });
});

it('finds where two sentences differ, and says the new in place of the old', () => {
  const changes = substitutions('Revenue was $54bn in 2025, up 2%.', 'Revenue was $55bn in 2025, up 12%.');
  expect(changes).toEqual([
    { old: '$54bn', new: '$55bn' },
    { old: '2%', new: '12%' },
  ]);
  expect(substitute('It made $54bn (1.2% or 2% more).', changes)).toBe('It made $55bn (1.2% or 12% more).');
});

describe('over HTTP', () => {
  let simulator: GeminiSimulator;
  beforeEach(async () => {
    simulator = await startGeminiSimulator({ changes: [{ company: 'ZKB', paraphrase: true }] });
  });
  afterEach(() => simulator.close());

  const web = (method: string, body?: unknown) =>
    fetch(`${simulator.url}/control/web`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const news = async () => {
    const answer = await fetch(`${simulator.url}/v1beta/models/gemini-3.8-flash:generateContent`, {
      method: 'POST',
      headers: { 'x-goog-api-key': 'any' },
      body: JSON.stringify({
        contents: [{ role: 'user', parts: [{ text: promptText({ task: 'facet.news', company: 'Maersk' }) }] }],
        tools: [{ googleSearch: {} }],
      }),
    });
    return JSON.stringify(await answer.json());
  };

  it('changes what a search finds from the next call on, until it is taken back', async () => {
    expect(await news()).toContain('25 years');
    expect((await web('POST', change)).status).toBe(201);
    const later = await news();
    expect(later).toContain('about 1,400');
    expect(later).not.toContain('25 years');
    expect(await (await web('GET')).json()).toMatchObject([{ company: 'ZKB' }, { company: 'Maersk', remove: ['f9'] }]);
    await web('POST', { company: 'maersk.com', paraphrase: true });
    expect(await news()).toContain('25 years rather than 20');
    expect((await web('DELETE')).status).toBe(204);
    expect(await news()).toContain('25 years instead of 20');
  });

  it('refuses what it does not understand, and changes nothing', async () => {
    expect((await web('POST', { company: 'Maersk', remove: ['f9999'] })).status).toBe(400);
    expect((await web('POST', { company: 'Maersk', drop: ['f9'] })).status).toBe(400);
    expect(await news()).toContain('25 years');
  });
});
