import { z } from 'zod';
import type { Json } from '../json.ts';
import { type Idea, ideasFrom } from './ideas.ts';
import type { Pool } from './pool.ts';
import { infer, quoteOr, type Statement } from './statements.ts';

const GivenStatement = z.object({
  text: z.string(),
  claims: z.array(z.string()),
  basis: z.enum(['evidence', 'inference', 'input', 'unknown']),
});
const GivenIdea = z.object({
  title: z.string(),
  challenge: GivenStatement,
  solution: z.string(),
  outcome: z.string(),
  technologies: z.array(z.string()),
});
type GivenIdea = z.infer<typeof GivenIdea>;
const GivenIdeas = z.union([
  z.object({ ideas: z.array(GivenIdea) }).transform(({ ideas }) => ideas),
  z.array(GivenIdea),
]);

/** The three best ideas of the prompt, or of one's own where it brings none, sharpened. */
export function genericUseCases(pool: Pool): Json {
  const ideas = (givenIdeas(pool) ?? ideasFrom(pool)).slice(0, 3);
  return { useCases: ideas.map((idea, index) => useCaseFrom(pool, idea, index)) };
}

function givenIdeas(pool: Pool): GivenIdea[] | undefined {
  try {
    const ideas = GivenIdeas.parse(JSON.parse(pool.prompt.section('ideas') ?? ''));
    return ideas.length > 0 ? ideas : undefined;
  } catch {
    return undefined;
  }
}

function useCaseFrom(pool: Pool, idea: GivenIdea | Idea, index: number) {
  const basis = idea.challenge.claims.map(pool.byId).find((claim) => claim !== undefined) ?? pool.all[index];
  const timely = pool.of('news', 'financials', 'leadership').filter((claim) => claim !== basis);
  const problem: Statement = idea.challenge.basis === 'unknown' ? quoteOr(basis) : idea.challenge;
  return {
    title: idea.title,
    problem,
    whyNow: quoteOr(timely[index] ?? timely[0]),
    solution: infer(idea.solution, basis),
    benefits: [infer(idea.outcome, basis)],
    roi: null,
    timeToValue: null,
    technologies: idea.technologies,
    dataRequirements: ['Access to the records of the process in question', 'An export of past cases for a first test'],
    integrationPoints: ['The system in which the process is worked today', 'Sign-in and access rights'],
    priority: index === 0 ? 'high' : 'medium',
    impact: index === 0 ? 0.7 : 0.6,
    feasibility: 0.6,
  };
}
