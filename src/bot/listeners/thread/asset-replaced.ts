import { documentOf } from '../../../domain/acts.ts';
import type { AuditAct } from '../../../domain/audit.ts';
import { storedStage } from '../../../domain/edits.ts';
import type { Run } from '../../../domain/run.ts';
import { beginAgain } from '../../begin-again.ts';
import type { Answer, ListenerDeps } from '../../deps.ts';
import { publishRun } from '../../publish.ts';
import { say } from '../../views/answers.ts';
import { statusOf } from '../../views/asset-modal.ts';
import { markOf } from './modals.ts';

interface Replaced {
  run: Run;
  /** As buttons carry it: `useCases[u1]` is one use case of its stage. */
  stage: string;
  user: string;
  act: AuditAct;
  detail: string;
  /** What was done, in a sentence. */
  said: string;
}

/** What follows when a person has put other words in the place of an output: it is noted, shown, and printed again. */
export async function assetReplaced({ said, ...replaced }: Replaced, deps: ListenerDeps): Promise<Answer> {
  await noted(replaced, deps);
  const { run, stage, user } = replaced;
  const document = documentOf(storedStage(stage));
  const made = document === undefined ? undefined : await deps.repositories.stages.get(run.team, run.id, document);
  if (made?.status !== 'done') {
    await publishRun(deps.queue, deps.log, run);
    return say(`${said} The thread shows it in a moment; the version before is kept under Versions.`);
  }
  const act = { wanted: [made.id], remake: [made.id] };
  const begun = say(
    `${said} Its document is made again and comes into the thread; the version before is kept under Versions.`,
  );
  return beginAgain(run, act, user, deps, begun);
}

/** What was approved were other words. */
async function noted(
  { run, stage, user, act, detail }: Omit<Replaced, 'said'>,
  { repositories, assemble }: ListenerDeps,
): Promise<void> {
  const event = { team: run.team, by: user, on: run.id, from: 'modal', visibility: run.visibility } as const;
  await repositories.audit.record({ ...event, act, detail });
  const status = statusOf(await assemble(run.team, run.id), stage);
  if (status === undefined || status === 'draft') return;
  await repositories.marks.setStatus(run.team, run.id, markOf(stage), 'draft', user);
  await repositories.audit.record({ ...event, act: 'mark.status', detail: `${stage} draft` });
}
