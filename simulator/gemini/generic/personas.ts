import type { Json } from '../json.ts';
import { givenPeople } from './given.ts';
import type { Pool } from './pool.ts';
import { infer, quoteOr } from './statements.ts';

interface Archetype {
  name: string;
  title: string;
  department: string;
  seniority: string;
  /** Titles of people who may be this one. */
  is: RegExp;
  families: string[];
  goal: string;
  challenge: string;
}

const archetypes: readonly Archetype[] = [
  {
    name: 'The cost owner',
    title: 'Chief financial officer',
    department: 'Finance',
    seniority: 'C-Level',
    is: /financ|chief executive/i,
    families: ['financials', 'news', 'profile'],
    goal: 'Savings that show in the accounts and last.',
    challenge: 'Sees many proposals and few results that can be checked.',
  },
  {
    name: 'The platform owner',
    title: 'Chief information officer',
    department: 'Technology',
    seniority: 'C-Level',
    is: /information|technology|digital|data/i,
    families: ['technology', 'cloud', 'data', 'leadership'],
    goal: 'Fewer systems that nobody dares to touch.',
    challenge: 'Has to renew and keep running with the same people.',
  },
  {
    name: 'The process owner',
    title: 'Head of operations',
    department: 'Operations',
    seniority: 'Director',
    is: /operati|service|customer/i,
    families: ['sentiment', 'jobs', 'news'],
    goal: 'Cases that are finished the first time.',
    challenge: 'Loses time to work that is done by hand and checked twice.',
  },
];

/** Three people that every such decision needs; a name only where the report has one with that task. */
export function genericPersonas(pool: Pool): Json {
  const people = givenPeople(pool);
  const taken = new Set<string>();
  const personas = archetypes.flatMap((archetype) => {
    const claim = pool.of(...archetype.families)[0] ?? pool.all[0];
    if (!claim) return [];
    const person = people.find(({ name, title }) => archetype.is.test(title) && !taken.has(name));
    if (person) taken.add(person.name);
    return [
      {
        name: archetype.name,
        title: archetype.title,
        department: archetype.department,
        seniority: archetype.seniority,
        realPerson: person?.name ?? null,
        background: person && person.background.basis !== 'unknown' ? person.background : quoteOr(claim),
        goals: [infer(archetype.goal, claim)],
        challenges: [infer(archetype.challenge, claim)],
        motivations: ['A result that can be shown', 'A step that can be undone'],
        decisionCriteria: ['Proof on the company’s own data', 'Effort for the own team'],
        preferredCommunication: ['Short conversation with figures on one page'],
        objections: ['There is a programme for this already'],
        contentPreferences: ['One page, one process'],
        keyMessages: ['Start with one process and decide after each step'],
      },
    ];
  });
  return { personas };
}
