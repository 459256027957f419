import type { Button, KnownBlock } from '@slack/types';
import { retryMissing } from '../../domain/acts.ts';
import type { Brief } from '../../domain/brief.ts';
import { currentAttempt, isTerminal, type Run } from '../../domain/run.ts';
import type { StageRecord } from '../../domain/stage.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { verticalLabel } from '../../domain/vertical.ts';
import { actions, threadActions } from '../action-ids.ts';
import { buttonText, candidateBlocks } from './candidates.ts';
import { count, dollars, duration } from './figures.ts';
import { context, escapeText, header, type MessageContent, paragraph, plain } from './inert.ts';
import { runState } from './run-state.ts';
import { sampleBanner, sampleText } from './sample.ts';
import { stageCard } from './stage-card.ts';

export interface AnchorInput {
  run: Run;
  /** Every stage of the run in the order it is shown. */
  /** Ids of its stages. */
  plan: readonly string[];
  stages: readonly StageRecord[];
  /** Once a stage is done. */
  brief?: Brief;
  /** What the worker says about the moment, such as a pause for quota. */
  note?: string;
  /** How many runs of the workspace wait before it, where it waits for a place. */
  before?: number;
  /** Messages that may not have arrived, in words for people. */
  maybeMissing?: readonly string[];
}

/** The head of a run's thread. The same stored state always gives the same message, whoever computes it and when. */
export function anchorView(input: AnchorInput): MessageContent {
  const { run, plan, stages, brief } = input;
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const sample = brief?.sample ?? false;
  const company = cleanLine(brief?.company?.name ?? run.choice?.name ?? run.companyName);
  const identity = identityLine(input);
  const canRetry = (run.status === 'partial' || run.status === 'failed') && retryMissing(run, stages) !== undefined;
  const state = runState({ ...input, canRetry }, company);
  const done = plan.filter((id) => byId.get(id)?.status === 'done').length;
  const steps = `${done} of ${count(plan.length, 'step')} done`;
  const missing = input.maybeMissing ?? [];
  const someMissing = missing.length > 0;
  const missingLine = someMissing
    ? `Slack did not confirm these, they may be missing below: ${missing.join(', ')}.`
    : '';

  const blocks: KnownBlock[] = [
    ...sampleBanner(sample),
    header(company),
    ...(identity === '' ? [] : [paragraph(identity)]),
    paragraph(cut(state.join('\n'), 3000)),
    ...candidateBlocks(run),
    {
      type: 'plan',
      title: steps,
      tasks: plan.map((id) => stageCard(id, byId.get(id), run.status, brief)),
    },
    context(figures(input)),
    ...(run.warnings.length > 0 ? [context(...run.warnings.slice(0, 3).map((warning) => `Note: ${warning}`))] : []),
    ...(missingLine === '' ? [] : [context(missingLine)]),
    ...buttons(run, company, { cancel: !isTerminal(run.status) && !run.cancelRequested, canRetry, someMissing }),
  ];
  const choices =
    run.status === 'waiting' && run.waiting?.for === 'identity' ? run.waiting.candidates.map(buttonText) : [];
  const text = [
    `${company}${identity === '' ? '' : ` (${identity})`}: ${state.join(' ')}`,
    ...choices,
    steps,
    missingLine,
  ];
  return { text: sampleText(sample) + escapeText(text.filter((part) => part !== '').join('\n')), blocks };
}

function identityLine({ run, brief }: AnchorInput): string {
  const company = brief?.company ?? run.choice;
  const parts = [
    company?.domain ?? run.domain,
    company?.headquarters,
    brief?.vertical && verticalLabel(brief.vertical.vertical),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** Elapsed time as of the last change, so that nothing is edited only because time went by. */
function figures({ run, stages, brief }: AnchorInput): string {
  const end =
    run.finishedAt ??
    stages
      .flatMap((stage) => stage.finishedAt ?? stage.startedAt ?? [])
      .sort()
      .at(-1);
  const startedAt = currentAttempt(run).startedAt ?? run.startedAt;
  const elapsed = startedAt !== undefined && end !== undefined ? Date.parse(end) - Date.parse(startedAt) : undefined;
  const mode = { quick: 'Quick', standard: 'Standard', deep: 'Deep' }[run.mode];
  return [
    `${mode} research`,
    elapsed !== undefined && elapsed > 0 ? duration(elapsed) : '',
    count(brief?.sources.length ?? 0, 'source'),
    count(run.usage.searchQueries, 'search', 'searches'),
    dollars(run.usage.costUsd),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function buttons(
  run: Run,
  company: string,
  offered: { cancel: boolean; canRetry: boolean; someMissing: boolean },
): KnownBlock[] {
  const button = (action_id: string, text: string, label: string): Button => ({
    type: 'button',
    action_id,
    value: run.id,
    text: plain(text),
    accessibility_label: cut(label, 75),
  });
  const elements = [
    ...(offered.cancel ? [button(actions.cancel, 'Cancel', `Cancel the research on ${company}`)] : []),
    ...(offered.canRetry
      ? [button(actions.retry, 'Retry what is missing', `Retry what is missing of the research on ${company}`)]
      : []),
    ...(offered.someMissing ? [button(actions.showAgain, 'Show again', 'Show again what may be missing')] : []),
    ...(run.project === undefined
      ? []
      : [button(threadActions.project, 'Project', `The project of the research on ${company}`)]),
  ];
  return elements.length > 0 ? [{ type: 'actions', elements }] : [];
}
