import { AppError } from '../../domain/errors.ts';
import type { Claim } from '../../domain/evidence.ts';
import { OrgSignals } from '../../domain/org-signals.ts';
import { isKnown, type Statement } from '../../domain/statement.ts';
import { foundBy } from '../inputs.ts';
import { section } from '../prompts/layout.ts';
import type { MakeStage } from '../stage-spec.ts';
import { groundedSignals } from './grounded-signals.ts';
import { write } from './write.ts';

const instructions = `Summarise how the company looks as an organisation: what employees say (employeeSentiment; ratings on a scale of 5), its LinkedIn presence, other platforms, its job market (jobs) and the tone of its news. Every number is null unless a claim gives it, and 0 only where a claim says zero; every trend, level or tone is "unknown" unless a claim shows it. Never fill a field because it is there. A headcount trend needs a statement in changes that shows it, a sentiment trend one in positive or negative. insights: what a seller should conclude from several signals together, as inference. confidence: how far these few pages can be trusted for the whole company.`;

/** Signals in one shape. What the evidence does not say is null or `unknown`, also where the model said otherwise. */
export const makeOrgSignals: MakeStage = async (input) => {
  const found = foundBy(input);
  const { value, warnings } = await write(input, {
    schema: OrgSignals,
    tier: 'fast',
    instructions,
    sections: section('focus', input.run.focus),
    found,
  });
  const { signals, unfounded } = groundedSignals(value, found.claims);
  if (unfounded.length > 0) warnings.push(`${unfounded.length} figure(s) without evidence set to unknown.`);
  if (isBlank(signals)) throw new AppError('model_answer_unusable', 'No signal held up against the evidence.');
  return {
    status: 'done',
    output: { ...signals, freshness: newest(signals, found.claims) } satisfies OrgSignals,
    line: signalsLine(signals),
    warnings,
  };
};

/** The newest date of the claims that the signals rest on. */
function newest(signals: OrgSignals, claims: readonly Claim[]): string | null {
  const named = new Set(statementsOf(signals).flatMap((statement) => statement.claims));
  const dates = claims.filter(({ id }) => named.has(id)).flatMap(({ asOf }) => asOf ?? []);
  return dates.sort().at(-1) ?? null;
}

const statementsOf = ({ employeeSentiment, linkedin, social, jobs, insights }: OrgSignals): Statement[] => [
  ...employeeSentiment.positive,
  ...employeeSentiment.negative,
  ...linkedin.posts,
  ...linkedin.changes,
  ...social.map(({ summary }) => summary),
  ...[jobs.urgency, jobs.insight],
  ...insights,
];

function isBlank(signals: OrgSignals): boolean {
  const { employeeSentiment, linkedin, jobs, news } = signals;
  const numbers = [employeeSentiment.overall, employeeSentiment.recommendPct, linkedin.followers, jobs.openings];
  const isSilent = !statementsOf(signals).some(isKnown) && news.headlines.length === 0;
  return isSilent && numbers.every((number) => number === null);
}

function signalsLine({ employeeSentiment, jobs, linkedin }: OrgSignals): string {
  const { overall, trend } = employeeSentiment;
  const parts = [
    overall === null ? 'rating unknown' : `rated ${overall} of 5${trend === 'unknown' ? '' : `, ${trend}`}`,
    jobs.openings === null ? 'openings unknown' : `${jobs.openings.toLocaleString('en-US')} openings`,
    ...(linkedin.headcountTrend === 'unknown' ? [] : [`headcount ${linkedin.headcountTrend}`]),
  ];
  return parts.join(' · ');
}
