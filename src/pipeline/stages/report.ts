import { coreFieldsNeeded, evidencedCoreFields, type NumberedReport, Report } from '../../domain/report.ts';
import { foundBy } from '../inputs.ts';
import { claimsSection, section, sellerSection } from '../prompts/layout.ts';
import type { MakeStage } from '../stage-spec.ts';
import { write } from './write.ts';

const instructions = `Write the account report for the seller (section seller). Overview: who the company is and where it stands now, in two or three sentences. recentNews newest first. decisionMakers: only people the claims name, with what the claims say of them; say so when a change of person is announced. painPoints and opportunities: what a seller of the seller's capabilities should know. digitalMaturityWhy and aiFootprint: with what they rest on. talkingPoints: five to seven, each usable as a first sentence in a meeting. conflicts: wherever claims disagree about the same thing, every value as its own statement. gapsInEvidence: what a careful seller would want to know and the claims do not say. Use as many claims as deserve it.`;

/** The report, gated, with the order in which its sources got their numbers: as the stages stand in the table. */
export const makeReport: MakeStage = async (input) => {
  const found = foundBy(input);
  const { value, warnings } = await write(input, {
    schema: Report,
    tier: 'strong',
    instructions,
    sections: [
      ...sellerSection(input.seller),
      ...section('focus', input.run.focus),
      ...section('sales_history', input.run.salesHistory),
      ...claimsSection(found.claims, found.sources),
    ],
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
    sourceOrder: [...new Set(found.sources.map((source) => source.id))],
    partial: evidenced < coreFieldsNeeded,
  };
  if (output.partial) warnings.push(`Only ${evidenced} of the main fields of the report rest on evidence.`);
  return { status: 'done', output, line: `Written from ${found.claims.length} findings`, warnings };
};
