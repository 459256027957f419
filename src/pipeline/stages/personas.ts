import { AppError } from '../../domain/errors.ts';
import { type Persona, Personas } from '../../domain/persona.ts';
import { NumberedReport, type Report } from '../../domain/report.ts';
import { isKnown } from '../../domain/statement.ts';
import { Vertical } from '../../domain/vertical.ts';
import { foundBy, output } from '../inputs.ts';
import { jsonSection, section } from '../prompts/layout.ts';
import type { MakeStage } from '../stage-spec.ts';
import { sameName } from './same-name.ts';
import { write } from './write.ts';

const instructions = `Write two or three personas of the buying centre that the seller has to win at this company, from the report and the claims: the one who pays, the one who decides on technology, the one who lives with it. name: an archetype such as "The cost owner". realPerson: the name of a decision maker of the report whom the archetype is, exactly as the report writes it, otherwise null. background, goals, challenges: with claims, or as inference from them. The rest: short lines about how such a buyer decides and wants to be spoken to; no figures.`;

/** Archetypes; a real person only where the report has that decision maker. */
export const makePersonas: MakeStage = async (input) => {
  const found = foundBy(input);
  const { vertical } = output(input, 'vertical', Vertical);
  const { report } = output(input, 'report', NumberedReport);
  const { value, warnings } = await write(input, {
    schema: Personas,
    tier: 'strong',
    instructions: `The vertical is "${vertical}". ${instructions}`,
    sections: [...section('focus', input.run.focus), ...jsonSection('report', report)],
    found,
  });
  const { personas, strangers } = knownPeople(value, report);
  if (strangers > 0) warnings.push(`${strangers} person(s) who are no decision maker of the report left out.`);
  if (personas.length === 0) throw new AppError('model_answer_unusable', 'No persona held up against the evidence.');
  return {
    status: 'done',
    output: { personas } satisfies Personas,
    line: personas
      .map(({ title }) => title)
      .join(', ')
      .slice(0, 200),
    warnings,
  };
};

/** Personas that say something, with the report's own spelling of a real person and nobody in place of a stranger. */
export function knownPeople(
  { personas }: Personas,
  { decisionMakers }: Pick<Report, 'decisionMakers'>,
): { personas: Persona[]; strangers: number } {
  let strangers = 0;
  const real = (persona: Persona): string | null => {
    const given = persona.realPerson ?? persona.name;
    const known = decisionMakers.find(({ name }) => sameName(name, given))?.name ?? null;
    if (persona.realPerson !== null && known === null) strangers++;
    return known;
  };
  return {
    personas: personas
      .filter(({ background, goals, challenges }) => [background, ...goals, ...challenges].some(isKnown))
      .map((persona) => ({ ...persona, realPerson: real(persona) })),
    strangers,
  };
}
