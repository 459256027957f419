import { createHash } from 'node:crypto';
import { companyKeyOf } from '../../domain/company.ts';
import { ClaimSet, isSampleDomain, noUsage } from '../../domain/evidence.ts';
import type { Question } from '../../domain/ports/fresh-evidence.ts';
import { currentAttempt } from '../../domain/run.ts';
import { companyOf } from '../inputs.ts';
import { specOf } from '../plan.ts';
import type { StageInput, StageResult } from '../stage-spec.ts';
import { foundLine } from './research.ts';

/** The same for two runs whose prompts ask the same about the same company. */
function questionOf(input: StageInput): Question {
  const { run, id, table, template = '' } = input;
  const prompt = createHash('sha256')
    .update(JSON.stringify([specOf(table, id).version, run.focus, template]))
    .digest('hex');
  return { team: run.team, visibility: run.visibility, companyKey: companyKeyOf(companyOf(input)), stage: id, prompt };
}

/**
 * The answer that another run of the team got to the same question lately, where this run may see it: evidence, claims
 * and the time they were retrieved as they are, for nothing. Undefined when there is none young enough, when reuse is
 * off, or when a person asked for this stage to be made again.
 */
export async function reuse(input: StageInput): Promise<StageResult | undefined> {
  const { run, id, bench } = input;
  const { lasting } = bench;
  if (!lasting || lasting.reuseMilliseconds === 0 || currentAttempt(run).remake.includes(id)) return undefined;
  const hint = await lasting.repositories.freshEvidence.find(questionOf(input));
  const earliest = bench.now().getTime() - lasting.reuseMilliseconds;
  if (!hint || hint.run === run.id || Date.parse(hint.retrievedAt) <= earliest) return undefined;
  const [record, evidence] = await Promise.all([
    lasting.repositories.stages.get(run.team, hint.run, id),
    lasting.repositories.evidence.list(run.team, hint.run),
  ]);
  const found = record?.status === 'done' ? ClaimSet.safeParse(record.output).data : undefined;
  const answers = evidence.filter(({ answerId }) => found?.answerIds.includes(answerId));
  if (!found || found.claims.length === 0 || answers.length !== found.answerIds.length) return undefined;
  // What is stored decides: the stage may have been made again since.
  if (answers.some(({ retrievedAt }) => Date.parse(retrievedAt) <= earliest)) return undefined;
  const date = answers[0]?.retrievedAt.slice(0, 10) ?? '';
  return {
    status: 'done',
    output: found,
    line: `${foundLine(found)}, reused from ${date}`,
    evidence: answers.map((answer) => ({ ...answer, usage: noUsage() })),
  };
}

/** Lets later runs find this answer. Sample evidence is never handed on. */
export async function offerForReuse(input: StageInput, found: ClaimSet, retrievedAt: string): Promise<void> {
  const { lasting } = input.bench;
  if (!lasting || lasting.reuseMilliseconds === 0 || found.sources.some(({ domain }) => isSampleDomain(domain))) return;
  const expireAt = new Date(Date.parse(retrievedAt) + lasting.reuseMilliseconds).toISOString();
  await lasting.repositories.freshEvidence.note(questionOf(input), { run: input.run.id, retrievedAt, expireAt });
}
