import { expect, it } from 'vitest';
import type { UseCase } from './ideas.ts';
import type { OnePager } from './one-pager.ts';
import { isSameOutput, restoredOutput } from './restore.ts';
import type { StageVersion } from './version.ts';

const page: OnePager = {
  useCaseId: 'u1',
  headline: 'Faster answers',
  summary: { text: 'Acme answers in two days.', claims: ['news.1'], basis: 'evidence' },
  challenge: [],
  marketProof: [],
  solution: [],
  outcomes: [],
  differentiators: [],
  callToAction: 'Let us talk.',
  nextSteps: [],
  status: 'draft',
  version: 1,
  createdAt: '2026-11-23T09:00:00.000Z',
};
const kept = (stage: string, output: unknown): StageVersion => ({ stage, version: 1, attempt: 1, output, models: [] });

it('an earlier version comes back word for word, under the next number', () => {
  const present = { ...page, headline: 'Mine', version: 4 };
  const back = restoredOutput('onePager[u1]', present, kept('onePager[u1]', page), 5);
  expect(back).toEqual({ ...page, version: 5 });
  expect(isSameOutput(back, page)).toBe(true);
  expect(isSameOutput(back, present)).toBe(false);
});

it('of the use cases only the one that was asked for comes back, at its present rank', () => {
  const statement = { text: 'So.', claims: ['news.1'], basis: 'evidence' as const };
  const useCase = (id: string, title: string, rank: number): UseCase => ({
    id,
    title,
    rank,
    problem: statement,
    whyNow: statement,
    solution: statement,
    benefits: [],
    roi: null,
    timeToValue: null,
    technologies: [],
    dataRequirements: [],
    integrationPoints: [],
    priority: 'high',
    impact: 0.5,
    feasibility: 0.5,
    status: 'draft',
  });
  const earlier = kept('useCases', { useCases: [useCase('u1', 'First', 1), useCase('u2', 'Second', 2)] });
  const present = { useCases: [useCase('u2', 'Second, mine', 1), useCase('u1', 'First, mine', 2)] };
  const back = restoredOutput('useCases[u1]', present, earlier, 3) as { useCases: UseCase[] };
  expect(back.useCases.map(({ id, title, rank }) => [id, title, rank])).toEqual([
    ['u2', 'Second, mine', 1],
    ['u1', 'First', 2],
  ]);
  expect(restoredOutput('useCases[u3]', present, earlier, 3)).toBeUndefined();
});
