import { wantedFor } from '../domain/modes.ts';
import type { Run, RunRequest } from '../domain/run.ts';
import { runIdFrom } from '../domain/run-id.ts';
import type { Answer, ListenerDeps } from './deps.ts';
import { publishRun } from './publish.ts';
import { anchorPlace } from './run-messages.ts';
import { alreadyRunning, starting } from './views/answers.ts';

/** Where a run is asked for. */
export interface Origin {
  team: string;
  /** `acme` of acme.slack.com; for links. */
  teamDomain?: string;
  user: string;
  channel: string;
  visibility: string;
  /** Names the request, so that its redelivery finds the same run. */
  trigger: string;
  replyUrl?: string;
}

/** Stores the run, publishes it, says what happens next. The same company again is answered with its thread. */
export async function startRun(deps: ListenerDeps, origin: Origin, request: RunRequest): Promise<Answer> {
  const id = runIdFrom(origin.team, origin.trigger);
  const { run, created } = await deps.repositories.runs.create({
    ...request,
    wanted: wantedFor(request.mode, request.wanted),
    id,
    team: origin.team,
    channel: origin.channel,
    visibility: origin.visibility,
    createdBy: origin.user,
    ...(origin.replyUrl !== undefined && { replyUrl: origin.replyUrl }),
  });
  if (!created && run.id !== id) return alreadyRunning(run, await threadLink(deps, run, origin.teamDomain));
  await publishRun(deps.queue, deps.log, run);
  deps.log.info({ team: run.team, run: run.id, created }, 'run asked for');
  return starting(run);
}

/** The address of a run's thread, from what is stored; `undefined` until it is posted. */
export async function threadLink(
  { repositories }: Pick<ListenerDeps, 'repositories'>,
  run: Run,
  teamDomain: string | undefined,
): Promise<string | undefined> {
  const slot = await repositories.slots.get(run.team, run.id, anchorPlace);
  if (slot?.state !== 'posted' || slot.ts === undefined) return undefined;
  return teamDomain === undefined || !/^[a-z0-9-]+$/i.test(teamDomain)
    ? `https://slack.com/app_redirect?team=${run.team}&channel=${slot.channel}&message_ts=${slot.ts}`
    : `https://${teamDomain}.slack.com/archives/${slot.channel}/p${slot.ts.replace('.', '')}`;
}
