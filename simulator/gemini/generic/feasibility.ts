import type { Json } from '../json.ts';
import { givenUseCase } from './given.ts';
import type { Pool } from './pool.ts';
import { infer, quoteOr } from './statements.ts';

/** A careful verdict: what the claims show about systems, data and people, and what has to be asked first. */
export function genericFeasibility(pool: Pool): Json {
  const { of, find } = pool;
  const useCase = givenUseCase(pool);
  const basis = useCase?.problem.claims.map(pool.byId).find((claim) => claim !== undefined) ?? pool.all[0];
  const system = find(/\bERP\b|system|servers|mainframe|legacy/i, 'technology', 'cloud') ?? of('technology')[0];
  const data = find(/warehouse|catalogue|spreadsheet|records|data/i, 'data', 'technology');
  const risk = find(/risk|down for|attack|outdated|outage|by hand/i);
  return {
    verdict: 'medium',
    score: 0.6,
    technicalComplexity: quoteOr(system),
    dataAvailability: quoteOr(data),
    integrationComplexity: infer('The systems that have to be connected need an owner before work starts.', system),
    scalability: quoteOr(find(/cloud|platform/i, 'cloud', 'technology')),
    risks: [quoteOr(risk), quoteOr(find(/looking for|advertised|vacan/i, 'jobs', 'leadership'))].filter(
      ({ basis: kind }) => kind !== 'unknown',
    ),
    mitigations: ['Start with one process and one team', 'Agree on a measure before the first line of code'],
    prerequisites: useCase?.dataRequirements.slice(0, 3) ?? ['Access to the records of the process in question'],
    dependencies: useCase?.integrationPoints.slice(0, 3) ?? ['Sign-in and access rights'],
    nextSteps: ['Look at a sample of the data together', 'Name the owner of the process'],
    recommendation: infer('Go after a first look at the data, with one process and a clear owner.', basis),
    deprecatedTech: [],
  };
}
