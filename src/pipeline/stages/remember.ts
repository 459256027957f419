import { type Company, companyKeyOf } from '../../domain/company.ts';
import { AppError } from '../../domain/errors.ts';
import { isSampleDomain } from '../../domain/evidence.ts';
import { clientText, entryText, Recalled, type Remembered, type Vector } from '../../domain/memory.ts';
import type { NewClientProfile, NewEntry } from '../../domain/ports/memory.ts';
import { NumberedReport, type Report } from '../../domain/report.ts';
import { isKnown, type Statement } from '../../domain/statement.ts';
import { cut } from '../../domain/text.ts';
import { Vertical } from '../../domain/vertical.ts';
import { claimLine, claimsByWorth, topicOf } from '../context/earlier-findings.ts';
import { companyOf, foundBy, optionalOutput, output } from '../inputs.ts';
import type { MakeStage, StageInput } from '../stage-spec.ts';
import { lastingOf } from './lasting.ts';

const mostInsights = 20;

/**
 * Keeps what a run has found for the team or the channel it ran in: the client's profile and the claims the report
 * rests on, as the pages said them, never prose of a model. The same run again changes nothing but what it now says.
 * Sample data is not remembered, so it can never be recalled for a real company.
 */
export const makeRemember: MakeStage = async (input) => {
  const nothing: Remembered = { client: null, entries: [], renewed: 0 };
  if (foundBy(input).sources.some(({ domain }) => isSampleDomain(domain))) {
    return { status: 'done', output: nothing, line: 'Sample data is not remembered' };
  }
  const { run, signal, onUsage } = input;
  const { repositories, embeddings } = lastingOf(input);
  const company = companyOf(input);
  const profile = profileOf(input, company);
  const insights = insightsOf(input, company);
  const made = await embeddings.embed([clientText(profile), ...insights.map(entryText)], signal, onUsage);
  const vectorOf = (index: number): { vector: Vector } => {
    const values = made[index];
    if (!values) throw new AppError('model_answer_unusable', 'The embedder gave no usable answer.');
    return { vector: { model: embeddings.model, values } };
  };
  const client = await repositories.memory.clients.save({ ...profile, ...vectorOf(0) });
  const { entries, renewed } = await repositories.memory.entries.learn(
    { team: run.team, run: run.id },
    insights.map((insight, index) => ({ ...insight, ...vectorOf(index + 1) })),
  );
  await countUse(input);
  const result: Remembered = { client: client.id, entries: entries.map(({ id }) => id), renewed };
  const known = renewed > 0 ? `, ${renewed} of them known before` : '';
  return { status: 'done', output: result, line: `Profile and ${entries.length} findings${known}` };
};

/** A play counts as used when a run was written with it. The project learns its vertical for its lists. */
async function countUse(input: StageInput): Promise<void> {
  const { run } = input;
  const { memory, projects } = lastingOf(input).repositories;
  for (const { id } of optionalOutput(input, 'recall', Recalled)?.plays ?? []) {
    // One that was deleted in the meantime was used all the same.
    if (await memory.plays.get(run.team, id)) await memory.plays.used(run.team, id, run.id);
  }
  const vertical = optionalOutput(input, 'vertical', Vertical)?.vertical;
  if (run.project === undefined || vertical === undefined) return;
  const project = await projects.get(run.team, run.project);
  if (project && project.vertical !== vertical) await projects.edit(run.team, run.project, { vertical });
}

const textOf = (statement: Statement, max: number): string | undefined =>
  isKnown(statement) ? cut(statement.text, max) : undefined;

function profileOf(input: StageInput, company: Company): NewClientProfile {
  const { run } = input;
  const { report } = output(input, 'report', NumberedReport);
  const size = textOf(report.employees, 160);
  const region = company.headquarters ?? textOf(report.headquarters, 160);
  return {
    team: run.team,
    createdBy: run.createdBy,
    visibility: run.visibility,
    companyKey: companyKeyOf(company),
    companyName: company.name,
    vertical: optionalOutput(input, 'vertical', Vertical)?.vertical ?? 'other',
    ...(size !== undefined && { size }),
    ...(region !== undefined && { region }),
    contacts: report.decisionMakers.map(({ name, title }) => ({ name, title })),
    summary: summaryOf(report, company),
    origin: run.id,
  };
}

const summaryOf = ({ overview, strategicGoals, painPoints }: Report, company: Company): string =>
  cut(
    [overview, ...strategicGoals.slice(0, 3), ...painPoints.slice(0, 3)]
      .flatMap((statement) => textOf(statement, 400) ?? [])
      .join(' ') ||
      (company.oneLine ?? company.name),
    2000,
  );

function insightsOf(input: StageInput, company: Company): NewEntry[] {
  const { run, inputs } = input;
  const vertical = optionalOutput(input, 'vertical', Vertical)?.vertical;
  return claimsByWorth([...inputs.values()])
    .filter(({ cited, claim }) => cited && claim.stage !== 'competitors')
    .slice(0, mostInsights)
    .map(({ claim, sources }) => ({
      team: run.team,
      createdBy: run.createdBy,
      visibility: run.visibility,
      kind: 'research_insight' as const,
      title: cut(`${company.name}: ${topicOf(claim)}`, 255),
      content: cut(claimLine(claim, sources), 5000),
      companyKey: companyKeyOf(company),
      companyName: company.name,
      ...(vertical !== undefined && { vertical }),
      tags: [topicOf(claim)],
      origin: { run: run.id, claims: [claim.id] },
    }));
}
