import { z } from 'zod';
import type { Pool } from './pool.ts';

const GivenStatement = z.object({
  text: z.string(),
  claims: z.array(z.string()),
  basis: z.enum(['evidence', 'inference', 'input', 'unknown']),
});

const UseCase = z.object({
  id: z.string().default('u1'),
  title: z.string(),
  problem: GivenStatement,
  whyNow: GivenStatement,
  solution: GivenStatement,
  technologies: z.array(z.string()).default([]),
  dataRequirements: z.array(z.string()).default([]),
  integrationPoints: z.array(z.string()).default([]),
});

const Gap = z.object({ id: z.string(), statement: GivenStatement });
const Seller = z.object({ capabilities: z.array(z.object({ name: z.string(), description: z.string() })).default([]) });
const Person = z.object({ name: z.string(), title: z.string(), background: GivenStatement });

/** What a section of the prompt holds, or undefined where it is missing or something else. */
function read<S extends z.ZodType>({ prompt }: Pool, tag: string, schema: S): z.infer<S> | undefined {
  try {
    return schema.parse(JSON.parse(prompt.section(tag) ?? ''));
  } catch {
    return undefined;
  }
}

export const givenUseCase = (pool: Pool) => read(pool, 'use_case', UseCase);
export const givenUseCases = (pool: Pool) => read(pool, 'use_cases', z.array(UseCase)) ?? [];
export const givenCapabilities = (pool: Pool) => read(pool, 'seller', Seller)?.capabilities ?? [];
export const givenPeople = (pool: Pool) =>
  read(pool, 'report', z.object({ decisionMakers: z.array(Person) }))?.decisionMakers ?? [];

export const givenGaps = (pool: Pool) => {
  const Gaps = z.array(Gap).default([]);
  const gaps = read(pool, 'gaps', z.object({ technology: Gaps, capability: Gaps, process: Gaps }));
  return gaps ? [...gaps.technology, ...gaps.capability, ...gaps.process] : [];
};
