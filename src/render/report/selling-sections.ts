import type { Brief } from '../../domain/brief.ts';
import type { Feasibility } from '../../domain/feasibility.ts';
import type { Persona } from '../../domain/persona.ts';
import type { Play } from '../../domain/play.ts';
import type { Statement } from '../../domain/statement.ts';
import { capital, entries, fact, joined, known, knownOnly, section, tenths } from './blocks.ts';
import type { Entry, Line, Section } from './document.ts';

/** How the use cases are won: can it be done, what to say, to whom. */
export function sellingSections(brief: Brief): Section[] {
  const titleOf = (useCaseId: string): string =>
    brief.useCases?.useCases.find((useCase) => useCase.id === useCaseId)?.title ?? useCaseId;
  return [
    ...section('Feasibility', entries(brief.feasibility.map((one) => feasibilityEntry(one, titleOf(one.useCaseId))))),
    ...section('How to sell it', entries(brief.plays.map((play) => playEntry(play, titleOf(play.useCaseId))))),
    ...section('Whom to win', entries(brief.personas.map(personaEntry))),
  ];
}

const each = (label: string, statements: readonly Statement[]): Line[] =>
  knownOnly(...statements).map((statement) => fact(label, statement));

const feasibilityEntry = (feasibility: Feasibility, title: string): Entry => ({
  title,
  detail: `${feasibility.verdict}, ${tenths(feasibility.score)}`,
  lines: [
    ...known('Verdict', feasibility.recommendation),
    fact('Complexity', feasibility.technicalComplexity),
    fact('Data', feasibility.dataAvailability),
    fact('Integration', feasibility.integrationComplexity),
    fact('Scalability', feasibility.scalability),
    ...each('Risk', feasibility.risks),
    ...joined('Mitigations', feasibility.mitigations),
    ...joined('Prerequisites', feasibility.prerequisites),
    ...joined('Depends on', feasibility.dependencies),
    ...feasibility.deprecatedTech.map(({ name, instead }) => fact('No longer current', `${name}: ${instead}`)),
    ...joined('Next steps', feasibility.nextSteps),
  ],
});

const playEntry = (play: Play, useCase: string): Entry => ({
  title: play.title,
  ...(play.title !== useCase && { detail: useCase }),
  lines: [
    fact('In 30 seconds', play.elevatorPitch),
    fact('Value', play.valueProposition),
    ...joined('For', [play.targetPersona, play.companySize]),
    ...play.discoveryQuestions.map((question) => fact('Ask', question)),
    ...play.objections.flatMap(({ objection, response }) => [fact('They say', objection), fact('We say', response)]),
    ...each('Proof', play.proofPoints),
    ...(play.positioning === '' ? [] : [fact('Against', play.positioning)]),
    ...joined('Our edge', play.differentiators),
    ...joined('Measure', play.metrics),
    ...joined('Next steps', play.nextSteps),
  ],
});

const personaEntry = (persona: Persona): Entry => ({
  title: persona.realPerson === null ? persona.name : `${persona.name} – ${persona.realPerson}`,
  detail: [persona.title, persona.department, capital(persona.seniority)].join(', '),
  lines: [
    ...knownOnly(persona.background),
    ...each('Goal', persona.goals),
    ...each('Challenge', persona.challenges),
    ...joined('Driven by', persona.motivations),
    ...joined('Decides by', persona.decisionCriteria),
    ...joined('Objects', persona.objections),
    ...joined('Reach by', persona.preferredCommunication),
    ...joined('Reads', persona.contentPreferences),
    ...joined('Tell them', persona.keyMessages),
  ],
});
