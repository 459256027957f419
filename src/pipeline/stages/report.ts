import { coreFieldsNeeded, evidencedCoreFields, NumberedReport, Report } from '../../domain/report.ts';
import { foundBy } from '../inputs.ts';
import { section } from '../prompts/layout.ts';
import type { MakeStage, StageInput } from '../stage-spec.ts';
import { write } from './write.ts';

const instructions = `Write the account report for the seller (section seller). Overview: who the company is and where it stands now, in two or three sentences. recentNews newest first. decisionMakers: only people the claims name, with what the claims say of them; say so when a change of person is announced. painPoints and opportunities: what a seller of the seller's capabilities should know. digitalMaturityWhy and aiFootprint: with what they rest on. talkingPoints: five to seven, each usable as a first sentence in a meeting. conflicts: wherever claims disagree about the same thing, every value as its own statement. gapsInEvidence: what a careful seller would want to know and the claims do not say. Use as many claims as deserve it.`;

const aboutTheAgent = `Claims deep.1, deep.2 … come from an agent's longer research: additional evidence under the same rules. Where one says the same as another claim, name both; where it disagrees, that is a conflict.`;

/** The report, gated, with the order in which its sources got their numbers: as the stages stand in the table. */
export const makeReport: MakeStage = async (input) => {
  const found = foundBy(input);
  const { value, warnings } = await write(input, {
    schema: Report,
    tier: 'strong',
    instructions: input.inputs.has('deep') ? `${instructions} ${aboutTheAgent}` : instructions,
    sections: [...section('focus', input.run.focus), ...section('sales_history', input.run.salesHistory)],
    found,
  });
  // The only figure outside a statement: it stays if a claim says it.
  const isFounded = (year: number) => found.claims.some((claim) => claim.text.includes(String(year)));
  const report = {
    ...value,
    foundedYear: value.foundedYear !== null && isFounded(value.foundedYear) ? value.foundedYear : null,
  };
  const evidenced = evidencedCoreFields(report);
  const output: NumberedReport = {
    report,
    sourceOrder: [...new Set([...earlierOrder(input), ...found.sources.map((source) => source.id)])],
    partial: evidenced < coreFieldsNeeded,
  };
  if (output.partial) warnings.push(`Only ${evidenced} of the main fields of the report rest on evidence.`);
  return { status: 'done', output, line: `Written from ${found.claims.length} findings`, warnings };
};

/** A number, once given, is never given to another source: a report that is written again only appends. */
const earlierOrder = ({ earlier }: StageInput): string[] =>
  NumberedReport.safeParse(earlier?.output).data?.sourceOrder ?? [];
