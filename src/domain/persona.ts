import { z } from 'zod';
import { Statement } from './statement.ts';
import { modelLine } from './text.ts';

const lines = (max: number) => z.array(modelLine(200)).max(max);

/** An archetype of a person in the buying centre; `realPerson` names a decision maker of the report, or nobody. */
export const Persona = z.object({
  name: modelLine(120),
  title: modelLine(160),
  department: modelLine(120),
  seniority: z.enum(['C-Level', 'VP', 'Director', 'Manager']),
  realPerson: modelLine(120).nullable(),
  background: Statement,
  goals: z.array(Statement).max(5),
  challenges: z.array(Statement).max(5),
  motivations: lines(5),
  decisionCriteria: lines(5),
  preferredCommunication: lines(4),
  objections: lines(5),
  contentPreferences: lines(4),
  keyMessages: lines(5),
});
export type Persona = z.infer<typeof Persona>;

export const Personas = z.object({ personas: z.array(Persona).max(3) }).meta({ title: 'Personas' });
export type Personas = z.infer<typeof Personas>;
