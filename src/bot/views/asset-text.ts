import type { RichTextSection } from '@slack/types';
import type { AccountPlan } from '../../domain/account-plan.ts';
import type { Brief } from '../../domain/brief.ts';
import type { Feasibility } from '../../domain/feasibility.ts';
import type { UseCase } from '../../domain/ideas.ts';
import type { OnePager } from '../../domain/one-pager.ts';
import type { Persona } from '../../domain/persona.ts';
import type { Play } from '../../domain/play.ts';
import { parseStageId } from '../../domain/stage.ts';
import { stageLabel } from '../../domain/stage-label.ts';
import { isKnown, type Statement } from '../../domain/statement.ts';
import { verticalLabel } from '../../domain/vertical.ts';
import type { Citations } from './citations.ts';
import { outOfHundred } from './figures.ts';
import { bold, line, words } from './inert.ts';
import { type FoldedSection, reportSections } from './summary-sections.ts';

/** What a run made, as it is read in Slack. */
export interface AssetText {
  /** `Feasibility`, for titles of at most 24 characters. */
  kind: string;
  title: string;
  /** The point of it, in one or two lines. */
  lead: RichTextSection[];
  sections: FoldedSection[];
  /** Of those that have one. */
  status?: string;
  version?: number;
}

type Told = Omit<AssetText, 'kind'>;

/** The words of one output; undefined when the run has not made it. `useCases[u1]` is one use case of the stage. */
export function assetText(brief: Brief, id: string, citations: Citations): AssetText | undefined {
  const { family, key } = parseStageId(id);
  const useCase = brief.useCases?.useCases.find((one) => one.id === key);
  const of = <T extends { useCaseId: string }>(list: readonly T[]) => list.find(({ useCaseId }) => useCaseId === key);
  const kind = family === 'useCases' ? 'Use case' : stageLabel(family);
  const made = (text: Told | undefined) => text && { ...text, kind, sections: filled(text.sections) };
  switch (family) {
    case 'useCases':
      return made(useCase && textOfUseCase(useCase, citations));
    case 'feasibility': {
      const found = of(brief.feasibility);
      return made(found && feasibilityText(found, useCase?.title, citations));
    }
    case 'play': {
      const found = of(brief.plays);
      return made(found && playText(found, citations));
    }
    case 'onePager': {
      const found = of(brief.onePagers);
      return made(found && onePagerText(found, citations));
    }
    case 'personas':
      return brief.personas.length === 0 ? undefined : made(personasText(brief.personas, citations));
    case 'accountPlan':
      return made(brief.accountPlan && accountPlanText(brief, brief.accountPlan, citations));
    case 'report':
      return made(
        brief.report && {
          title: `Report on ${brief.company?.name ?? brief.request.companyName}`,
          lead: [said('In short', brief.report.overview, citations)],
          sections: reportSections(brief, brief.report, citations),
        },
      );
    default:
      return undefined;
  }
}

/** `Version 3 (version 1 restored)`; nothing for what has no number. */
export function versionWords(brief: Brief, id: string, { version }: AssetText): string {
  if (version === undefined) return '';
  const restored = brief.stages.find((stage) => stage.id === id)?.restored;
  return `Version ${version}${restored === undefined ? '' : ` (version ${restored} restored)`}`;
}

const filled = (sections: readonly FoldedSection[]): FoldedSection[] =>
  sections.filter(({ items }) => items.length > 0);
const said = (label: string, statement: Statement, citations: Citations): RichTextSection =>
  line(bold(`${label}: `), ...citations.rich(statement));
const told = (label: string, text: string): RichTextSection => line(bold(`${label}: `), words(text));
const lines = (texts: readonly string[]): RichTextSection[] => texts.map((text) => line(words(text)));
const all = (statements: readonly Statement[], citations: Citations): RichTextSection[] =>
  statements.filter(isKnown).map((statement) => line(...citations.rich(statement)));

const textOfUseCase = (useCase: UseCase, citations: Citations): Told => ({
  title: useCase.title,
  status: useCase.status,
  lead: [said('Why now', useCase.whyNow, citations)],
  sections: [
    {
      title: 'Problem and solution',
      items: [said('Problem', useCase.problem, citations), said('What we would do', useCase.solution, citations)],
    },
    { title: 'Benefits', items: all(useCase.benefits, citations) },
    {
      title: 'Worth',
      items: useCase.roi
        ? [
            told('Estimate', `${useCase.roi.result} = ${useCase.roi.formula}`),
            ...lines(useCase.roi.assumptions.map((text) => `Assumed: ${text}`)),
          ]
        : [],
    },
    { title: 'Technologies', items: lines(useCase.technologies) },
    { title: 'Data it needs', items: lines(useCase.dataRequirements) },
    { title: 'What it connects to', items: lines(useCase.integrationPoints) },
  ],
});

const feasibilityText = (found: Feasibility, about: string | undefined, citations: Citations): Told => ({
  title: `Feasibility${about === undefined ? '' : `: ${about}`}`,
  version: found.version,
  lead: [
    told('Verdict', `${found.verdict} (${outOfHundred(found.score)})`),
    said('Recommendation', found.recommendation, citations),
  ],
  sections: [
    {
      title: 'How hard it is',
      items: [
        said('Technology', found.technicalComplexity, citations),
        said('Data', found.dataAvailability, citations),
        said('Integration', found.integrationComplexity, citations),
        said('Scale', found.scalability, citations),
      ],
    },
    { title: 'Risks', items: all(found.risks, citations) },
    { title: 'What lowers them', items: lines(found.mitigations) },
    { title: 'What must be there first', items: lines([...found.prerequisites, ...found.dependencies]) },
    { title: 'Next steps', items: lines(found.nextSteps) },
    {
      title: 'No longer current',
      items: found.deprecatedTech.map(({ name, instead }) => told(name, `now ${instead}`)),
    },
  ],
});

const playText = (play: Play, citations: Citations): Told => ({
  title: `Play: ${play.title}`,
  status: play.status,
  version: play.version,
  lead: [told('In thirty seconds', play.elevatorPitch)],
  sections: [
    {
      title: 'Who it is for',
      items: [
        told('Talk to', play.targetPersona),
        told('Companies', `${verticalLabel(play.targetVertical)}, ${play.companySize}`),
        told('Value', play.valueProposition),
        told('Position', play.positioning),
      ],
    },
    { title: 'Ask', items: lines(play.discoveryQuestions) },
    { title: 'When they say', items: play.objections.map(({ objection, response }) => told(objection, response)) },
    { title: 'Proof', items: all(play.proofPoints, citations) },
    { title: 'What sets us apart', items: lines(play.differentiators) },
    { title: 'Next steps', items: lines(play.nextSteps) },
    { title: 'How to measure it', items: lines(play.metrics) },
  ],
});

const onePagerText = (page: OnePager, citations: Citations): Told => ({
  title: `One-pager: ${page.headline}`,
  status: page.status,
  version: page.version,
  lead: [line(...citations.rich(page.summary))],
  sections: [
    { title: 'The challenge', items: all(page.challenge, citations) },
    { title: 'What peers do', items: all(page.marketProof, citations) },
    { title: 'Our answer', items: all(page.solution, citations) },
    { title: 'Outcome', items: all(page.outcomes, citations) },
    { title: 'What sets us apart', items: lines(page.differentiators) },
    { title: 'Next', items: lines([page.callToAction, ...page.nextSteps]) },
  ],
});

const personasText = (personas: readonly Persona[], citations: Citations): Told => ({
  title: 'Who to talk to',
  lead: personas.map((persona) =>
    line(
      bold(`${persona.name}, ${persona.title}`),
      words(persona.realPerson === null ? ' (nobody named in the evidence)' : ` (${persona.realPerson})`),
    ),
  ),
  sections: personas.map((persona) => ({
    title: `${persona.name}, ${persona.title}`,
    items: [
      told('Where', `${persona.department}, ${persona.seniority}`),
      said('Background', persona.background, citations),
      ...all(persona.goals, citations).map((item) => labelled('Goal', item)),
      ...all(persona.challenges, citations).map((item) => labelled('Challenge', item)),
      ...listed('Moved by', persona.motivations),
      ...listed('Decides by', persona.decisionCriteria),
      ...listed('Reach by', persona.preferredCommunication),
      ...listed('Reads', persona.contentPreferences),
      ...listed('May object', persona.objections),
      ...listed('Say', persona.keyMessages),
    ],
  })),
});

const labelled = (label: string, section: RichTextSection): RichTextSection =>
  line(bold(`${label}: `), ...section.elements);
const listed = (label: string, texts: readonly string[]): RichTextSection[] =>
  texts.length === 0 ? [] : [told(label, texts.join('; '))];

const accountPlanText = (brief: Brief, plan: AccountPlan, citations: Citations): Told => ({
  title: `Account plan for ${brief.company?.name ?? brief.request.companyName}`,
  status: plan.status,
  version: plan.version,
  lead: [line(...citations.rich(plan.summary))],
  sections: [
    { title: 'Objectives', items: lines(plan.objectives) },
    {
      title: 'Stakeholders',
      items: plan.stakeholders.map((one) =>
        line(bold(`${one.name}, ${one.title} (${one.role}): `), words(`${one.approach} `), ...citations.rich(one.why)),
      ),
    },
    {
      title: 'Opportunities',
      items: plan.opportunities.map((one) =>
        told(one.name, `${one.value}, ${one.timeline}, ${Math.round(one.probability * 100)} % likely (estimate)`),
      ),
    },
    {
      title: 'Situation',
      items: [said('Account', plan.overview, citations), said('Landscape', plan.landscape, citations)],
    },
    {
      title: 'Strengths, weaknesses, opportunities, threats',
      items: [
        ...all(plan.swot.strengths, citations).map((item) => labelled('Strength', item)),
        ...all(plan.swot.weaknesses, citations).map((item) => labelled('Weakness', item)),
        ...all(plan.swot.opportunities, citations).map((item) => labelled('Opportunity', item)),
        ...all(plan.swot.threats, citations).map((item) => labelled('Threat', item)),
      ],
    },
    {
      title: 'Actions',
      items: plan.actions.map(({ due, action, owner, status }) => told(due, `${action} (${owner}, ${status})`)),
    },
    {
      title: 'Milestones',
      items: plan.milestones.map(({ date, name, criteria }) => told(date, `${name}: ${criteria}`)),
    },
    { title: 'How we work with them', items: [line(words(plan.engagement)), ...lines(plan.valuePropositions)] },
    { title: 'How to measure it', items: [...lines(plan.metrics), told('Timeline', plan.timeline)] },
  ],
});
