import { describe, expect, it } from 'vitest';
import type { Persona } from '../../domain/persona.ts';
import { unknownStatement } from '../../domain/statement.ts';
import { knownPeople } from './personas.ts';

const persona = (more: Partial<Persona> = {}): Persona => ({
  name: 'The cost owner',
  title: 'Chief financial officer',
  department: 'Finance',
  seniority: 'C-Level',
  realPerson: null,
  background: { text: 'Has to save.', claims: ['news.1'], basis: 'evidence' },
  goals: [],
  challenges: [],
  motivations: [],
  decisionCriteria: [],
  preferredCommunication: [],
  objections: [],
  contentPreferences: [],
  keyMessages: [],
  ...more,
});
const report = {
  decisionMakers: [
    { name: 'Åsa Lindqvist', title: 'Chief financial officer', background: unknownStatement(), profileUrl: null },
  ],
};
const real = (...personas: Persona[]) => knownPeople({ personas }, report);

describe('knownPeople', () => {
  it('keeps a decision maker of the report, spelled as there', () => {
    expect(real(persona({ realPerson: 'asa lindqvist' })).personas[0]?.realPerson).toBe('Åsa Lindqvist');
    expect(real(persona({ name: 'Åsa Lindqvist' })).personas[0]?.realPerson).toBe('Åsa Lindqvist');
  });

  it.each(['Jo Stranger', 'Lindqvist', 'Chief financial officer', ''])(
    'makes nobody of %o and counts it',
    (realPerson) => {
      expect(real(persona({ realPerson }))).toMatchObject({ personas: [{ realPerson: null }], strangers: 1 });
    },
  );

  it('leaves an archetype an archetype', () => {
    expect(real(persona())).toMatchObject({ personas: [{ realPerson: null }], strangers: 0 });
  });

  it('stores no blank persona (DOMAIN.md §5: blank asset stored after a model error)', () => {
    expect(real(persona({ background: unknownStatement() })).personas).toEqual([]);
  });
});
