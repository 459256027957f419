import type { Brief } from '../../domain/brief.ts';
import { stageId } from '../../domain/stage.ts';
import { stageLabel } from '../../domain/stage-label.ts';
import { Statement } from '../../domain/statement.ts';

/** A sentence of a run with the place it stands in. */
export interface PlacedStatement {
  /** Place in the run: `report.painPoints.0`, `onePager[u1].summary`. */
  id: string;
  group: string;
  /** Such as `Pain points 1`. */
  label: string;
  statement: Statement;
}

interface Root {
  id: string;
  group: string;
  value: unknown;
}

/** Every statement of a run, or of one stage of it, in the order it is read. */
export function statementsOf(brief: Brief, stage?: string): PlacedStatement[] {
  return rootsOf(brief)
    .filter(({ id }) => stage === undefined || id === stage || (stage === 'useCases' && id.startsWith('useCases[')))
    .flatMap(({ id, group, value }) =>
      found(value, []).map(({ path, statement }) => ({
        id: [id, ...path].join('.'),
        group,
        label: labelOf(path),
        statement,
      })),
    );
}

function rootsOf(brief: Brief): Root[] {
  const titleOf = (useCase: string) =>
    brief.useCases?.useCases.find(({ id }) => id === useCase)?.title ?? `use case ${useCase.slice(1)}`;
  return [
    { id: 'report', group: stageLabel('report'), value: brief.report },
    { id: 'competitors', group: stageLabel('competitors'), value: brief.caseStudies },
    { id: 'orgSignals', group: stageLabel('orgSignals'), value: brief.orgSignals },
    { id: 'gaps', group: stageLabel('gaps'), value: brief.gaps },
    { id: 'correlation', group: stageLabel('correlation'), value: brief.correlations },
    ...(brief.useCases?.useCases ?? []).map((value) => ({
      id: stageId('useCases', value.id),
      group: `Use case: ${value.title}`,
      value,
    })),
    ...brief.feasibility.map((value) => ({
      id: stageId('feasibility', value.useCaseId),
      group: `${stageLabel('feasibility')}: ${titleOf(value.useCaseId)}`,
      value,
    })),
    ...brief.plays.map((value) => ({
      id: stageId('play', value.useCaseId),
      group: `${stageLabel('play')}: ${titleOf(value.useCaseId)}`,
      value,
    })),
    ...brief.onePagers.map((value) => ({
      id: stageId('onePager', value.useCaseId),
      group: `${stageLabel('onePager')}: ${titleOf(value.useCaseId)}`,
      value,
    })),
    { id: 'personas', group: stageLabel('personas'), value: brief.personas },
    { id: 'accountPlan', group: stageLabel('accountPlan'), value: brief.accountPlan },
  ];
}

function found(value: unknown, path: readonly string[]): { path: readonly string[]; statement: Statement }[] {
  if (typeof value !== 'object' || value === null) return [];
  const statement = Statement.safeParse(value);
  if (statement.success) return [{ path, statement: statement.data }];
  return Object.entries(value).flatMap(([key, member]) => found(member, [...path, key]));
}

/** Every claim that an output names. */
export const claimsIn = (output: unknown): string[] => found(output, []).flatMap(({ statement }) => statement.claims);

/** `techPartnerships.0.statement` → `Tech partnerships 1`. */
function labelOf(path: readonly string[]): string {
  const words = path
    .filter((part) => !unnamed.includes(part) || path.length === 1)
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : spaced(part)));
  const label = words.join(' ');
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** Members that say nothing to a reader. */
const unnamed = ['statement', 'summary', 'why', 'values', 'personas'];

const names: Readonly<Record<string, string>> = {
  aiFootprint: 'use of AI',
  cloudFootprint: 'cloud',
  conflicts: 'where sources disagree',
  dataMaturity: 'data',
  digitalMaturityWhy: 'digital maturity',
  recentNews: 'news',
  securityPosture: 'security',
  swot: 'SWOT',
};

const spaced = (name: string): string =>
  names[name] ??
  name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
