import { z } from 'zod';
import { AppError, isAppError } from '../../domain/errors.ts';
import { noUsage } from '../../domain/evidence.ts';
import { currentAttempt } from '../../domain/run.ts';
import type { StageRecord } from '../../domain/stage.ts';
import { directiveOf } from '../context/directive.ts';
import { cutClaims } from '../evidence/claims.ts';
import { companyOf } from '../inputs.ts';
import type { DeepPoll } from '../model.ts';
import { layOut, section } from '../prompts/layout.ts';
import { groundedRules } from '../prompts/rules.ts';
import type { MakeStage, StageInput, StageResult, Workbench } from '../stage-spec.ts';
import { unfinished } from '../unfinished.ts';
import { foundLine } from './research.ts';

const instructions = `Research this company, and no other of a similar name, for a seller who prepares a first meeting: who it is and how it earns its money; what happened in the last 180 days; who decides about technology, data and finance; which systems, clouds, data platforms and security measures it has, and which incidents it had; its results, plans, programmes with budgets, and risks; what it recruits for; what employees and customers say; what its peers have done with technology, data, AI or automation. Follow up what the first searches leave open, prefer original documents, and give for each figure its unit, its period and its date. Write it as prose in short paragraphs by subject.`;

/** What is stored while the agent works. Without `interaction` the service has not taken the question yet. */
export const DeepUnderWay = z.object({ startedAt: z.string(), interaction: z.string().optional() });
type DeepUnderWay = z.infer<typeof DeepUnderWay>;

/**
 * Research by an agent, over several deliveries of the job: started once, its id stored, then looked at again until it
 * is done or the time is up. A process that dies between the start and the storing of the id leaves one interaction
 * that nobody knows of; it ends by itself. Errors: `model_unavailable`, `model_quota`, `no_evidence`.
 */
export const makeDeep: MakeStage = async (input) => {
  const { run, bench, signal } = input;
  const { research, limitMilliseconds } = benchOf(bench);
  const earlier = DeepUnderWay.safeParse(unfinished(input.earlier, currentAttempt(run).no)?.output).data;
  const underWay = earlier ?? { startedAt: bench.now().toISOString() };
  const age = bench.now().getTime() - Date.parse(underWay.startedAt);
  const late = age >= limitMilliseconds;
  if (underWay.interaction === undefined) return begin(input, underWay, late);
  const polled = await research.poll(underWay.interaction, signal);
  if (polled.state === 'done') return answered(input, polled);
  if (polled.state === 'failed')
    throw new AppError('model_unavailable', 'The research agent gave up.', { details: { why: polled.why } });
  if (!late) return later(input, underWay, age < 60_000 ? atWork : `${atWork}, ${minutes(age)} so far`);
  await research.cancel(underWay.interaction);
  throw new AppError('model_unavailable', `The research agent was not done within ${minutes(limitMilliseconds)}.`);
};

/** Stops the agent when nobody waits for it any more. */
export async function abandonDeep({ output }: StageRecord, { deep }: Workbench): Promise<void> {
  const interaction = DeepUnderWay.safeParse(output).data?.interaction;
  if (interaction !== undefined) await deep?.research.cancel(interaction);
}

async function begin(input: StageInput, underWay: DeepUnderWay, late: boolean): Promise<StageResult> {
  const { run, bench, signal } = input;
  try {
    const { interaction } = await benchOf(bench).research.start(
      layOut({
        system: groundedRules,
        today: new Date(run.createdAt),
        task: input.id,
        company: companyOf(input),
        instructions,
        sections: [...section('directive', directiveOf(input) ?? ''), ...section('focus', run.focus)],
      }),
      signal,
    );
    const startedAt = bench.now().toISOString();
    return later(input, { startedAt, interaction }, atWork);
  } catch (error) {
    if (late || !isAppError(error) || !error.retryable) throw error;
    return later(input, underWay, 'The research agent is busy; it is asked again');
  }
}

async function answered(input: StageInput, polled: Extract<DeepPoll, { state: 'done' }>): Promise<StageResult> {
  const { id, bench, signal } = input;
  // Before anything else: also an answer that cannot be used was paid.
  if (polled.usage) input.onUsage(polled.usage, polled.answer.model);
  const answer = await bench.resolveChunks(polled.answer, signal);
  const retrievedAt = bench.now().toISOString();
  const answerId = `${id}.answer`;
  const { claims, sources, dropped } = cutClaims({ stage: id, answerId, answer, retrievedAt });
  if (claims.length === 0) throw new AppError('no_evidence', 'The research agent brought nothing that can be cited.');
  const output = { answerIds: [answerId], claims, sources };
  const usage = polled.usage ?? noUsage();
  return {
    status: 'done',
    output,
    line: foundLine(output),
    warnings: polled.usage ? [] : ['The research agent did not say what it used: its cost is not in the sum.'],
    evidence: [{ ...answer, answerId, stage: id, usage, retrievedAt, dropped }],
  };
}

const atWork = 'The research agent is at work';

const later = ({ bench }: StageInput, underWay: DeepUnderWay, line: string): StageResult => ({
  status: 'later',
  output: underWay,
  line,
  dueAt: new Date(bench.now().getTime() + benchOf(bench).pollMilliseconds).toISOString(),
});

function benchOf({ deep }: Workbench): NonNullable<Workbench['deep']> {
  if (!deep) throw new AppError('model_unavailable', 'No research agent is configured.');
  return deep;
}

const minutes = (milliseconds: number): string => {
  const count = Math.floor(milliseconds / 60_000);
  return count === 1 ? '1 minute' : `${count} minutes`;
};
