import { z } from 'zod';
import { AccountPlan } from './account-plan.ts';
import { AppError } from './errors.ts';
import { Feasibility } from './feasibility.ts';
import { UseCases } from './ideas.ts';
import { OnePager } from './one-pager.ts';
import { Personas } from './persona.ts';
import { Play } from './play.ts';
import { NumberedReport } from './report.ts';
import { parseStageId } from './stage.ts';
import { Statement, unknownStatement } from './statement.ts';
import { cleanLine, cleanText } from './text.ts';

/** A text of an output that a person may put in their own words. Lists are edited line by line. */
export interface EditablePart {
  /** Path in the output, such as `summary` or `useCases.0.problem`. */
  id: string;
  label: string;
  text: string;
  isList: boolean;
}

type Kind = 'text' | 'texts' | 'statement' | 'statements';

interface Field {
  path: string;
  label: string;
  kind: Kind;
  /** Characters of one text. */
  max: number;
  /** Of a list. */
  items?: number;
}

const text = (path: string, label: string, max: number): Field => ({ path, label, kind: 'text', max });
const texts = (path: string, label: string, max: number, items: number): Field => ({
  path,
  label,
  kind: 'texts',
  max,
  items,
});
const statement = (path: string, label: string): Field => ({ path, label, kind: 'statement', max: 1200 });
const statements = (path: string, label: string, items: number): Field => ({
  path,
  label,
  kind: 'statements',
  max: 1200,
  items,
});

/** An input of a form takes this much. */
const inputCharacters = 3000;

const schemas: Readonly<Record<string, z.ZodType>> = {
  onePager: OnePager,
  play: Play,
  feasibility: Feasibility,
  personas: Personas,
  accountPlan: AccountPlan,
  useCases: UseCases,
  report: NumberedReport,
};

/** The output of a stage that has versions, in its own shape. Error: `not_found` for stages that people do not read. */
export function readOutput(stage: string, output: unknown): unknown {
  const schema = schemas[parseStageId(stage).family];
  if (!schema) throw new AppError('not_found', 'There is no text to edit here.', { details: { stage } });
  return schema.parse(output);
}

/** `useCases[u1]` is one use case of the stage `useCases`. */
export const storedStage = (id: string): string => (id.startsWith('useCases[') ? 'useCases' : id);

/** The line of a stage whose line is a text that a person may have changed. */
export function lineOf(stage: string, output: unknown): string | undefined {
  switch (parseStageId(stage).family) {
    case 'onePager':
      return OnePager.parse(output).headline;
    case 'useCases':
      return UseCases.parse(output).useCases[0]?.title;
    default:
      return undefined;
  }
}

/** What may be edited of an output, with its present words. What is too long for a form is left out. */
export function editableParts(id: string, output: unknown): EditablePart[] {
  return fieldsOf(id, output).flatMap(({ path, label, kind }) => {
    const present = at(output, path);
    const words = kind === 'text' ? String(present ?? '') : linesOf(present, kind).join('\n');
    return words.length > inputCharacters
      ? []
      : [{ id: path, label, text: words, isList: kind === 'texts' || kind === 'statements' }];
  });
}

export type Edited = { output: unknown; changed: boolean } | { errors: Record<string, string> };

/**
 * An output with a person's own words in it. A statement that was changed rests on them (`input`) and on no claim; one
 * that was not stays as it is. What is left empty of a statement becomes `unknown`.
 */
export function withEdits(
  id: string,
  output: unknown,
  typed: Readonly<Record<string, string>>,
  next: { version: number; at: string },
): Edited {
  const edited = structuredClone(output);
  const errors: Record<string, string> = {};
  for (const field of fieldsOf(id, output)) {
    const words = typed[field.path];
    if (words === undefined) continue;
    const problem = problemOf(cleanText(words), field);
    if (problem === undefined) put(edited, field.path, replaced(field, at(output, field.path), cleanText(words)));
    else errors[field.path] = problem;
  }
  if (Object.keys(errors).length > 0) return { errors };
  const changed = JSON.stringify(edited) !== JSON.stringify(output);
  if (isObject(edited) && 'version' in edited) Object.assign(edited, { version: next.version, createdAt: next.at });
  return { output: readOutput(id, edited), changed };
}

function replaced({ kind }: Field, before: unknown, words: string): unknown {
  const lines = words.split('\n').map(cleanLine).filter(Boolean);
  switch (kind) {
    case 'text':
      return words;
    case 'texts':
      return lines;
    case 'statement':
      return statementOf([Statement.parse(before)], words);
    case 'statements': {
      const known = z.array(Statement).parse(before);
      return lines.map((line) => statementOf(known, line));
    }
  }
}

function statementOf(before: readonly Statement[], words: string): Statement {
  const same = before.find((one) => cleanLine(one.text) === cleanLine(words));
  if (same) return same;
  return words === '' ? unknownStatement() : { text: words, claims: [], basis: 'input' };
}

/** What a person writes may not look as if a source said it. */
function problemOf(words: string, { kind, max, items = 1, label }: Field): string | undefined {
  const parts = kind === 'text' || kind === 'statement' ? [words] : words.split('\n').map(cleanLine).filter(Boolean);
  if (kind === 'text' && words === '') return `${label} may not be empty.`;
  if (parts.length > items) return `At most ${items} lines; these are ${parts.length}.`;
  if (parts.some((part) => part.length > max)) {
    return `At most ${max.toLocaleString('en-US')} characters${items > 1 ? ' a line' : ''}.`;
  }
  if (/\[\d+(?:\s*,\s*\d+)*\]/.test(words)) {
    return 'Leave out numbers in brackets such as [3]: they stand for sources, and your own words have none.';
  }
  if (/https?:\/\/|www\./i.test(words)) return 'Leave out web addresses: only sources of this research are linked.';
  return undefined;
}

function fieldsOf(id: string, output: unknown): Field[] {
  const { family, key } = parseStageId(id);
  switch (family) {
    case 'onePager':
      return [
        text('headline', 'Headline', 110),
        statement('summary', 'Summary'),
        statements('challenge', 'The challenge', 3),
        statements('marketProof', 'What peers do', 3),
        statements('solution', 'Our answer', 4),
        statements('outcomes', 'Outcome', 3),
        texts('differentiators', 'What sets us apart', 160, 3),
        text('callToAction', 'Call to action', 220),
        texts('nextSteps', 'Next steps', 160, 3),
      ];
    case 'play':
      return [
        text('title', 'Title', 255),
        text('elevatorPitch', 'In thirty seconds', 700),
        text('valueProposition', 'Value', 500),
        texts('differentiators', 'What sets us apart', 200, 5),
        text('targetPersona', 'Talk to', 160),
        texts('discoveryQuestions', 'Questions to ask', 300, 5),
        statements('proofPoints', 'Proof', 6),
        text('positioning', 'Position', 600),
        texts('nextSteps', 'Next steps', 240, 5),
        texts('metrics', 'How to measure it', 160, 6),
      ];
    case 'feasibility':
      return [
        statement('recommendation', 'Recommendation'),
        statement('technicalComplexity', 'Technology'),
        statement('dataAvailability', 'Data'),
        statement('integrationComplexity', 'Integration'),
        statement('scalability', 'Scale'),
        statements('risks', 'Risks', 6),
        texts('mitigations', 'What lowers them', 240, 6),
        texts('prerequisites', 'What must be there first', 240, 6),
        texts('nextSteps', 'Next steps', 240, 5),
      ];
    case 'accountPlan':
      return [
        statement('summary', 'Summary'),
        statement('overview', 'The account'),
        texts('objectives', 'Objectives', 240, 6),
        statement('landscape', 'Landscape'),
        statements('swot.strengths', 'Strengths', 5),
        statements('swot.weaknesses', 'Weaknesses', 5),
        statements('swot.opportunities', 'Opportunities', 5),
        statements('swot.threats', 'Threats', 5),
        text('engagement', 'How we work with them', 800),
        texts('valuePropositions', 'Value', 300, 5),
        texts('metrics', 'How to measure it', 160, 6),
        text('timeline', 'Timeline', 600),
      ];
    case 'personas':
      return Personas.parse(output).personas.flatMap(({ name }, index) => [
        text(`personas.${index}.name`, 'Persona', 120),
        statement(`personas.${index}.background`, `${name}: background`),
        statements(`personas.${index}.goals`, `${name}: goals`, 5),
        statements(`personas.${index}.challenges`, `${name}: challenges`, 5),
        texts(`personas.${index}.objections`, `${name}: objections`, 200, 5),
        texts(`personas.${index}.keyMessages`, `${name}: what to say`, 200, 5),
      ]);
    case 'useCases': {
      const index = UseCases.parse(output).useCases.findIndex((useCase) => useCase.id === key);
      if (index < 0) return [];
      return [
        text(`useCases.${index}.title`, 'Title', 255),
        statement(`useCases.${index}.problem`, 'Problem'),
        statement(`useCases.${index}.whyNow`, 'Why now'),
        statement(`useCases.${index}.solution`, 'What we would do'),
        statements(`useCases.${index}.benefits`, 'Benefits', 6),
        texts(`useCases.${index}.technologies`, 'Technologies', 80, 12),
      ];
    }
    case 'report':
      return [
        statement('report.overview', 'Overview'),
        statement('report.headquarters', 'Headquarters'),
        statement('report.employees', 'Employees'),
        statement('report.revenue', 'Revenue'),
        statements('report.talkingPoints', 'Talking points', 7),
        statements('report.painPoints', 'Where it hurts', 8),
        statements('report.opportunities', 'Opportunities', 8),
        statements('report.strategicGoals', 'Strategic goals', 8),
        statements('report.keyInitiatives', 'Key initiatives', 8),
        statement('report.aiFootprint', 'AI'),
        statement('report.cloudFootprint', 'Cloud'),
        statement('report.securityPosture', 'Security'),
        statement('report.dataMaturity', 'Data'),
      ];
    default:
      return [];
  }
}

type Node = Record<string, unknown>;
const isObject = (value: unknown): value is Node => typeof value === 'object' && value !== null;

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), value);

function put(value: unknown, path: string, member: unknown): void {
  const keys = path.split('.');
  const parent = keys.length === 1 ? value : at(value, keys.slice(0, -1).join('.'));
  const last = keys.at(-1);
  if (isObject(parent) && last !== undefined) parent[last] = member;
}

function linesOf(value: unknown, kind: Kind): string[] {
  const list = Array.isArray(value) ? value : [value];
  if (kind === 'texts') return list.map(String);
  return list.map((one) => Statement.parse(one)).map((one) => (kind === 'statement' ? one.text : cleanLine(one.text)));
}

/** Texts of a value that another did not hold: what a person has written into it. */
export function newTexts(before: unknown, after: unknown): string[] {
  const known = new Set(textsIn(before));
  return [...new Set(textsIn(after))].filter((one) => !known.has(one));
}

const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : isObject(value) ? Object.values(value).flatMap(textsIn) : [];
