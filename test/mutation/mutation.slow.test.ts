import { beforeAll, describe, expect, it } from 'vitest';
import { cleanScore } from './clean.ts';
import { corpus, type Sample } from './corpus.ts';
import { reportedOnly, type Score, scoreAll } from './score.ts';

/** The proof of the gate (docs/gate.md): what it catches of changed reports, and what it finds in true ones. */
let samples: Sample[];
let scores: Score[];

beforeAll(async () => {
  samples = await corpus();
  scores = scoreAll(samples);
}, 240_000);

const rate = ({ caught, mutants }: Pick<Score, 'caught' | 'mutants'>) => caught / mutants;
const counted = () => scores.filter(({ name }) => !reportedOnly.has(name));

describe('changed reports', () => {
  it('are changed in many ways, each often enough to say something', () => {
    expect(scores.length).toBeGreaterThanOrEqual(14);
    expect(scores.filter(({ mutants }) => mutants < 40).map(({ name }) => name)).toEqual([]);
  });

  it('are caught: 98 % overall, 95 % in each way but those that are reported only', () => {
    const all = counted().reduce(
      (sum, score) => ({ caught: sum.caught + score.caught, mutants: sum.mutants + score.mutants }),
      {
        caught: 0,
        mutants: 0,
      },
    );
    expect(rate(all)).toBeGreaterThanOrEqual(0.98);
    expect(
      counted()
        .filter((score) => rate(score) < 0.95)
        .map(({ name, missed }) => ({ name, missed })),
    ).toEqual([]);
  });
});

describe('true reports', () => {
  it('raise at most one alarm in a hundred statements, of the model’s own answers and of rewordings', () => {
    const { statements, paraphrases, alarms } = cleanScore(samples);
    expect(statements).toBeGreaterThanOrEqual(500);
    expect(paraphrases).toBeGreaterThanOrEqual(60);
    expect(alarms.length / statements, alarms.join('\n')).toBeLessThanOrEqual(0.01);
  });

  it('keep at least nine in ten of the segments that the search tied to pages', () => {
    for (const { company, brief } of samples) {
      const segments = brief.evidence.flatMap(({ supports }) => supports).length;
      expect(brief.claims.length / segments, company).toBeGreaterThanOrEqual(0.9);
    }
  });
});
