import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewClientProfile, NewEntry, NewPlay } from '../../domain/ports/memory.ts';
import { openTestStore, type TestStore } from './test-store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const vector = (...values: number[]) => ({ model: 'm1', values });
const client = (companyKey: string, more: Partial<NewClientProfile> = {}): NewClientProfile => ({
  team: 'T1',
  createdBy: 'U1',
  visibility: 'team',
  companyKey,
  companyName: companyKey,
  vertical: 'retail',
  contacts: [],
  summary: `What ${companyKey} does`,
  origin: 'R1',
  vector: vector(1, 0),
  ...more,
});
const entry = (content: string, claim: string, more: Partial<NewEntry> = {}): NewEntry => ({
  team: 'T1',
  createdBy: 'U1',
  visibility: 'team',
  kind: 'research_insight',
  title: 'Acme: news',
  content,
  companyKey: 'acme.com',
  tags: [],
  origin: { run: 'R1', claims: [claim] },
  vector: vector(1, 0),
  ...more,
});
const play = (title: string, more: Partial<NewPlay> = {}): NewPlay => ({
  team: 'T1',
  createdBy: 'U1',
  visibility: 'team',
  kind: 'pitch',
  title,
  content: `Content of ${title}`,
  whenToUse: 'Early',
  vector: vector(1, 0),
  ...more,
});
const ask = (viewer: string[], values = [1, 0], model = 'm1') => ({ viewer, vector: { model, values }, limit: 10 });
const R = (run: string) => ({ team: 'T1', run });

describe('client profiles', () => {
  test('one per company and visibility: a later run writes it anew', async () => {
    const { clients } = store.memory;
    const first = await clients.save(client('acme.com'));
    store.pass(60);
    const second = await clients.save(client('acme.com', { summary: 'New', origin: 'R2' }));
    const secret = await clients.save(client('acme.com', { visibility: 'G1' }));
    expect(second).toMatchObject({ id: first.id, createdAt: first.createdAt, summary: 'New' });
    expect(second.updatedAt).not.toBe(first.updatedAt);
    expect(secret.id).not.toBe(first.id);
  });

  test('are found only by who may see them, in their team, with their embedder', async () => {
    const { clients } = store.memory;
    await clients.save(client('open.com'));
    await clients.save(client('secret.com', { visibility: 'G1' }));
    await clients.save(client('other-model.com', { vector: { model: 'm2', values: [1, 0] } }));
    await clients.save(client('other-length.com', { vector: vector(1, 0, 0) }));
    const seen = async (team: string, question: ReturnType<typeof ask>) =>
      (await clients.nearest(team, question)).map(({ companyKey }) => companyKey).sort();
    expect(await seen('T1', ask(['team']))).toEqual(['open.com']);
    expect(await seen('T1', ask(['team', 'G1']))).toEqual(['open.com', 'secret.com']);
    expect(await seen('T1', ask(['team', 'G2']))).toEqual(['open.com']);
    expect(await seen('T2', ask(['team', 'G1']))).toEqual([]);
    expect(await seen('T1', ask(['team'], [1, 0], 'm2'))).toEqual(['other-model.com']);
    expect(await seen('T1', ask([]))).toEqual([]);
  });

  test('what is deleted is found neither by meaning nor by words', async () => {
    const { clients } = store.memory;
    const { id } = await clients.save(client('acme.com'));
    await clients.delete('T1', id);
    expect(await clients.nearest('T1', ask(['team']))).toEqual([]);
    expect(await store.memory.search('T1', { text: 'acme', viewer: ['team'], limit: 5 })).toEqual([]);
  });
});

describe('what runs find', () => {
  const contents = async (viewer = ['team']) =>
    (await store.memory.entries.nearest('T1', ask(viewer))).map(({ content }) => content).sort();

  test('a finding that means the same renews the one of an earlier run', async () => {
    const { entries } = store.memory;
    const { entries: first } = await entries.learn(R('R1'), [entry('105,908 people', 'profile.1')]);
    const again = await entries.learn(R('R2'), [
      entry('106,000 people', 'profile.3', { vector: vector(0.99, 0.05) }),
      entry('Something else', 'news.1', { vector: vector(0, 1) }),
    ]);
    expect(again.renewed).toBe(1);
    expect(again.entries[0]).toMatchObject({ id: first[0]?.id, origin: { run: 'R2', claims: ['profile.3'] } });
    expect(await contents()).toEqual(['106,000 people', 'Something else']);
  });

  test.each([
    ['another company', { companyKey: 'other.com' }],
    ['another kind', { kind: 'lesson_learned' as const }],
    ['another visibility', { visibility: 'G1' }],
    ['another embedder', { vector: { model: 'm2', values: [1, 0] } }],
    ['another meaning', { vector: vector(0.7, 0.7) }],
  ])('but not that of %s', async (_what, more) => {
    const { entries } = store.memory;
    await entries.learn(R('R1'), [entry('One', 'profile.1')]);
    const { renewed, entries: made } = await entries.learn(R('R2'), [entry('Two', 'profile.1', more)]);
    expect(renewed).toBe(0);
    expect(await entries.get('T1', made[0]?.id ?? '')).toMatchObject({ content: 'Two' });
    expect(await contents()).toContain('One');
  });

  test('two findings of one run stay two, however alike', async () => {
    const { entries } = await store.memory.entries.learn(R('R1'), [entry('2023: 5', 'a.1'), entry('2024: 6', 'a.2')]);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(2);
  });

  test('the same run again piles nothing up and drops what it no longer says', async () => {
    const { entries } = store.memory;
    await entries.learn(R('R0'), [entry('Old words', 'profile.9')]);
    const found = [entry('One', 'profile.1'), entry('Two', 'news.1', { vector: vector(0, 1) })];
    const first = await entries.learn(R('R1'), found);
    const second = await entries.learn(R('R1'), found);
    expect(second.entries.map(({ id }) => id)).toEqual(first.entries.map(({ id }) => id));
    expect(await contents()).toEqual(['One', 'Two']);
    await entries.learn(R('R1'), found.slice(1));
    expect(await contents()).toEqual(['Two']);
  });

  test('a deleted run is forgotten, with its profile; what others found stays', async () => {
    const { memory } = store;
    await memory.entries.learn(R('R1'), [entry('One', 'a.1')]);
    await memory.entries.learn(R('R2'), [
      entry('Two', 'a.1', { vector: vector(0, 1), origin: { run: 'R2', claims: [] } }),
    ]);
    await memory.clients.save(client('acme.com'));
    await memory.forgetRun('T1', 'R1');
    expect(await contents()).toEqual(['Two']);
    expect(await memory.clients.nearest('T1', ask(['team']))).toEqual([]);
  });

  test('a question names kinds and a company', async () => {
    const { entries } = store.memory;
    await entries.learn(R('R1'), [entry('Insight', 'a.1')]);
    const { origin: _, ...written } = entry('Lesson', 'x', { kind: 'lesson_learned', companyKey: 'b.com' });
    await entries.create(written);
    const found = async (more: object) =>
      (await entries.nearest('T1', { ...ask(['team']), ...more })).map(({ content }) => content);
    expect(await found({ kinds: ['lesson_learned', 'best_practice'] })).toEqual(['Lesson']);
    expect(await found({ companyKey: 'acme.com' })).toEqual(['Insight']);
  });
});

describe('the play library', () => {
  test('promoting the same stage twice, also at once, is one play', async () => {
    const { plays } = store.memory;
    const asked = play('Pitch', { origin: { run: 'R1', stage: 'play[u1]' } });
    const made = await Promise.all([
      plays.create(asked),
      store.another().memory.plays.create(asked),
      plays.create(asked),
    ]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await plays.list('T1', { viewer: ['team'], limit: 10 })).toHaveLength(1);
  });

  test('use counts once a run, also when several workers count it', async () => {
    const { plays } = store.memory;
    const { id } = await plays.create(play('Pitch'));
    const other = store.another().memory.plays;
    await Promise.all([...Array(6)].map((_, i) => (i % 2 ? plays : other).used('T1', id, 'R1')));
    await plays.used('T1', id, 'R2');
    expect(await plays.get('T1', id)).toMatchObject({ usageCount: 2 });
  });

  test('an outcome replaces what was said of the same run before', async () => {
    const { plays } = store.memory;
    const { id } = await plays.create(play('Pitch'));
    await plays.outcome('T1', id, 'R1', 'lost');
    expect(await plays.outcome('T1', id, 'R1', 'won')).toMatchObject({ won: 1, lost: 0, usageCount: 1 });
    expect(await plays.outcome('T1', id, 'R2', 'lost')).toMatchObject({ won: 1, lost: 1 });
    expect(await plays.outcome('T1', id, 'R1', null)).toMatchObject({ won: 0, lost: 1 });
    await expect(plays.outcome('T1', 'none', 'R1', 'won')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('retired and deleted plays are never recalled nor found', async () => {
    const { plays } = store.memory;
    const retired = await plays.create(play('Old pitch'));
    const gone = await plays.create(play('Gone pitch'));
    await plays.retire('T1', retired.id);
    await plays.delete('T1', gone.id);
    expect(await plays.nearest('T1', ask(['team']))).toEqual([]);
    expect(await store.memory.search('T1', { text: 'pitch', viewer: ['team'], limit: 5 })).toEqual([]);
    expect(await plays.get('T1', retired.id)).toMatchObject({ status: 'retired' });
  });

  test('an edit of its words takes the vector away, and only that', async () => {
    const { plays } = store.memory;
    const { id } = await plays.create(play('Pitch'));
    expect(await plays.edit('T1', id, { vertical: 'retail' })).toHaveProperty('vector');
    expect(await plays.edit('T1', id, { content: 'New words' })).not.toHaveProperty('vector');
    expect(await plays.nearest('T1', ask(['team']))).toEqual([]);
  });
});

describe('search', () => {
  test('joins words and meaning over all kinds, within what may be seen', async () => {
    const { memory } = store;
    await memory.clients.save(client('zurcher.ch', { summary: 'Zürcher bank', vector: vector(0, 1) }));
    await memory.entries.learn(R('R1'), [entry('A bank in Zürich', 'a.1', { vector: vector(1, 0) })]);
    await memory.plays.create(play('Bank pitch', { vector: vector(0, 1) }));
    await memory.plays.create(play('Secret bank pitch', { visibility: 'G1', vector: vector(1, 0) }));
    const find = (viewer: string[]) =>
      memory.search('T1', { text: 'bank zurich', vector: vector(1, 0), viewer, limit: 10 });
    const hits = await find(['team']);
    expect(hits[0]).toMatchObject({ kind: 'entry', matched: 'both' });
    expect(hits.map(({ kind }) => kind).sort()).toEqual(['client', 'entry', 'play']);
    expect((await find(['team', 'G1'])).map(({ title }) => title)).toContain('Secret bank pitch');
    expect(await memory.search('T2', { text: 'bank', viewer: ['team'], limit: 10 })).toEqual([]);
    expect(await memory.search('T1', { text: '!?', viewer: ['team'], limit: 10 })).toEqual([]);
  });

  test('a member of many private channels finds what is in each of them', async () => {
    const viewer = Array.from({ length: 29 }, (_, i) => `G${i}`);
    for (const visibility of ['G0', 'G13', 'G28']) await store.memory.plays.create(play('Pitch', { visibility }));
    const words = 'pitch one two three four five six seven eight nine ten eleven twelve';
    expect(await store.memory.search('T1', { text: words, viewer: ['team', ...viewer], limit: 10 })).toHaveLength(3);
  });
});

describe('what people look after', () => {
  const question = { viewer: ['team'], limit: 10 };

  test('profiles and entries are listed newest first, within what may be seen', async () => {
    const { clients, entries } = store.memory;
    await clients.save(client('one'));
    store.pass(1);
    await clients.save(client('two'));
    await clients.save(client('secret', { visibility: 'G1' }));
    store.pass(1);
    await clients.save(client('one'));
    expect((await clients.list('T1', question)).map(({ companyKey }) => companyKey)).toEqual(['one', 'two']);
    expect(await clients.list('T1', { viewer: ['team', 'G1'], limit: 10 })).toHaveLength(3);
    expect(await clients.list('T2', question)).toEqual([]);
    await entries.create(entry('A lesson', 'a.1', { kind: 'lesson_learned' }));
    store.pass(1);
    await entries.create(entry('A finding', 'a.2'));
    await entries.create(entry('A secret', 'a.3', { visibility: 'G1' }));
    expect((await entries.list('T1', question)).map(({ content }) => content)).toEqual(['A finding', 'A lesson']);
    expect(await entries.list('T1', { ...question, kind: 'lesson_learned' })).toMatchObject([{ content: 'A lesson' }]);
  });

  test('an edit is found by its new words alone, and waits for a new vector', async () => {
    const { memory } = store;
    const { id: profile } = await memory.clients.save(client('acme.com', { summary: 'Sells anvils' }));
    const { id } = await memory.entries.create(entry('Likes anvils', 'a.1'));
    const find = async (text: string) =>
      (await memory.search('T1', { text, viewer: ['team'], limit: 10 })).map((hit) => hit.id).sort();
    expect(await memory.entries.edit('T1', id, { tags: ['vip'] })).toMatchObject({
      tags: ['vip'],
      vector: vector(1, 0),
    });
    store.pass(1);
    const edited = await memory.entries.edit('T1', id, { content: 'Likes rockets' });
    expect(edited).toMatchObject({
      content: 'Likes rockets',
      tags: ['vip'],
      updatedAt: store.clock.now().toISOString(),
    });
    await memory.clients.edit('T1', profile, { summary: 'Sells rockets' });
    expect(await find('anvils')).toEqual([]);
    expect(await find('rockets')).toEqual([profile, id].sort());
    const waiting = await memory.outdated('T1', { model: 'm1', dimension: 2 }, 10);
    expect(waiting.map((one) => one.id).sort()).toEqual([profile, id].sort());
    for (const edit of [memory.clients.edit('T1', 'none', {}), memory.entries.edit('T1', 'none', {})]) {
      await expect(edit).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('the library shows retired plays, and they can come back', async () => {
    const { plays } = store.memory;
    const { id } = await plays.create(play('Old'));
    await plays.create(play('Secret', { visibility: 'G1' }));
    await plays.retire('T1', id);
    expect(await plays.library('T1', question)).toMatchObject([{ id, status: 'retired' }]);
    expect(await plays.list('T1', question)).toEqual([]);
    await plays.restore('T1', id);
    expect(await plays.list('T1', question)).toMatchObject([{ id, status: 'active', vector: vector(1, 0) }]);
    await expect(plays.restore('T1', 'none')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('moving vectors to another embedder', () => {
  test('finds what is not moved yet and nothing else, and never overwrites newer words', async () => {
    const { memory } = store;
    const { vector: _, ...bare } = play('No vector');
    const { id } = await memory.plays.create(bare);
    await memory.clients.save(client('acme.com'));
    await memory.entries.learn(R('R1'), [entry('Moved', 'a.1', { vector: { model: 'm2', values: [1, 0] } })]);
    const embedder = { model: 'm2', dimension: 2 };
    const found = await memory.outdated('T1', embedder, 10);
    expect(found.map(({ kind }) => kind).sort()).toEqual(['client', 'play']);
    await memory.plays.edit('T1', id, { content: 'Changed meanwhile' });
    for (const one of found) await memory.saveVector('T1', one, { model: 'm2', values: [0, 1] });
    expect(await memory.outdated('T1', embedder, 10)).toMatchObject([{ kind: 'play', id }]);
    expect(await memory.clients.nearest('T1', ask(['team'], [0, 1], 'm2'))).toMatchObject([{ similarity: 1 }]);
  });
});
