import { expect, test } from 'vitest';
import { digest } from './digest.ts';

const run = (title: string, ...findings: [topic: string, text: string][]) => ({
  title,
  findings: findings.map(([topic, text]) => ({ topic, text })),
});
const none = { runs: [], stars: [], notes: [] };

test('nothing is nothing', () => {
  expect(digest(none, 1000)).toBe('');
});

test('holds stars, notes and the findings of each run, one a line', () => {
  const text = digest(
    {
      runs: [run('Iteration 2', ['news', 'Opened a hub.']), run('Iteration 1', ['profile', 'Founded 1904.'])],
      stars: [{ kind: 'use_case', title: 'Cold chain', preview: 'Fewer claims', notes: 'ask Mary' }],
      notes: ['The CIO\nprefers mail'],
    },
    1000,
  );
  expect(text.split('\n')).toEqual([
    '- Starred use_case: Cold chain – Fewer claims – ask Mary',
    '- Note: The CIO prefers mail',
    'Iteration 2:',
    '- [news] Opened a hub.',
    'Iteration 1:',
    '- [profile] Founded 1904.',
  ]);
});

test('what a newer run said is not said again', () => {
  const text = digest(
    {
      ...none,
      runs: [run('2', ['news', 'Opened a hub.']), run('1', ['news', 'Opened a HUB'], ['news', 'Sold a ship.'])],
    },
    1000,
  );
  expect(text).not.toContain('HUB');
  expect(text).toContain('Sold a ship.');
});

test('keeps to its limit, cuts no line, and gives every topic a turn', () => {
  const many = (topic: string) =>
    Array.from({ length: 40 }, (_, i): [string, string] => [topic, `Finding ${i} about ${topic} that is a sentence.`]);
  for (const limit of [50, 200, 500, 1500]) {
    const text = digest(
      { ...none, runs: [run('2', ...many('profile'), ...many('news')), run('1', ...many('cloud'))] },
      limit,
    );
    expect(text.length).toBeLessThanOrEqual(limit);
    for (const line of text.split('\n')) expect(line).toMatch(/^$|:$|sentence\.$/);
    if (limit === 1500) {
      for (const topic of ['profile', 'news', 'cloud']) expect(text).toContain(`[${topic}]`);
    }
  }
});
