import { between } from '../chance.ts';
import type { Json } from '../json.ts';
import type { PromptClaim } from '../prompt.ts';
import { familyOf, type Pool } from './pool.ts';
import { quote, type Statement, unknown } from './statements.ts';
import { type Theme, themes } from './themes.ts';

export type Idea = {
  title: string;
  challenge: Statement;
  marketStandard: Statement;
  solution: string;
  outcome: string;
  technologies: string[];
  critique: Record<'technicalFeasibility' | 'clientFit' | 'revenue' | 'urgency' | 'proof', number> & { why: string };
};

/** One idea a theme: those that a claim calls for first, each with a claim of its own as far as there are enough. */
export function ideasFrom(pool: Pool): Idea[] {
  const peers = pool.of('competitors');
  const own = pool.all.filter((claim) => familyOf(claim) !== 'competitors');
  const free = new Set(own);
  const take = (choose: (claim: PromptClaim) => boolean) => {
    const claim = [...free].find(choose);
    if (claim) free.delete(claim);
    return claim;
  };
  const called = themes.map((theme) => ({ theme, claim: take(({ text }) => theme.calledForBy.test(text)) }));
  const ideas = called
    .toSorted((a, b) => Number(b.claim !== undefined) - Number(a.claim !== undefined))
    .map(({ theme, claim }, index) => {
      const fits = claim !== undefined;
      const basis =
        claim ??
        take((other) => familyOf(other) !== 'profile') ??
        take(() => true) ??
        own[index % Math.max(1, own.length)];
      return ideaFrom(theme, basis, peers[index % Math.max(1, peers.length)], fits);
    });
  return ideas.toSorted((a, b) => total(b) - total(a));
}

function ideaFrom(theme: Theme, claim: PromptClaim | undefined, peer: PromptClaim | undefined, fits: boolean): Idea {
  const grade = (criterion: string, low: number) => between(low, low + 2, theme.title, criterion);
  return {
    title: theme.title,
    challenge: claim ? quote(claim) : unknown(),
    marketStandard: peer ? quote(peer) : unknown('What peers do was not found in the evidence.'),
    solution: theme.solution,
    outcome: theme.outcome,
    technologies: theme.technologies,
    critique: {
      technicalFeasibility: grade('technicalFeasibility', 6),
      clientFit: fits ? grade('clientFit', 6) : 4,
      revenue: grade('revenue', 4),
      urgency: fits ? grade('urgency', 5) : 3,
      proof: peer ? 6 : 4,
      why: fits
        ? 'A finding calls for it; effort and data have to be checked with the company first.'
        : 'No finding calls for it directly; worth a question in a first conversation.',
    },
  };
}

const total = ({ critique }: Idea): number =>
  critique.technicalFeasibility + critique.clientFit + critique.revenue + critique.urgency + critique.proof;

export const genericIdeas = (pool: Pool): Json => ({ ideas: ideasFrom(pool) });
