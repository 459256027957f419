import type { Run } from '../domain/run.ts';
import { type Actor, mayManage } from './access.ts';
import type { Answer, ListenerDeps } from './deps.ts';
import { publishRun } from './publish.ts';
import { cancelling, say, tooLate } from './views/answers.ts';

/** Only the requester and managers may stop a run. Publishing lets a worker show the end of a run nobody works on. */
export async function requestCancel(run: Run, actor: Actor, deps: ListenerDeps): Promise<Answer> {
  if (!(await mayManage(run, actor))) {
    return say('Only whoever started this research, or a manager, can stop it. Nothing was changed.');
  }
  const stored = await deps.repositories.runs.requestCancel(run.team, run.id, actor.user);
  if (!stored) return tooLate((await deps.repositories.runs.get(run.team, run.id)) ?? run);
  await deps.repositories.audit.record({
    ...{ team: run.team, by: actor.user, act: 'run.cancel', on: run.id, from: 'button', visibility: run.visibility },
  });
  await publishRun(deps.queue, deps.log, run);
  return cancelling(run);
}
