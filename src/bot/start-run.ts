import { wantedFor } from '../domain/modes.ts';
import { isTerminal, type Run, type RunRequest } from '../domain/run.ts';
import { runIdFrom } from '../domain/run-id.ts';
import type { Answer, ListenerDeps } from './deps.ts';
import { publishRun } from './publish.ts';
import { anchorPlace } from './run-messages.ts';
import { threadAddress } from './thread-address.ts';
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
  /** Thread it was asked for in; the run is shown there. */
  threadTs?: string;
  /** Execution id of a workflow's step that waits for the end. */
  workflow?: string;
}

/** Stores the run, publishes it, says what happens next. The same company again is answered with its thread. */
export const startRun = async (deps: ListenerDeps, origin: Origin, request: RunRequest): Promise<Answer> =>
  (await beginRun(deps, origin, request)).answer;

/** `begun`: this request's own run, also when it is the redelivery of an earlier one. */
export async function beginRun(
  deps: ListenerDeps,
  origin: Origin,
  request: RunRequest,
): Promise<{ answer: Answer; begun: boolean; run: Run }> {
  const id = runIdFrom(origin.team, origin.trigger);
  const { team, channel, visibility, replyUrl, threadTs, workflow } = origin;
  const { run, created } = await deps.repositories.runs.create({
    ...request,
    wanted: wantedFor(request.mode, request.wanted),
    ...{ id, team, channel, visibility, createdBy: origin.user },
    ...(replyUrl !== undefined && { replyUrl }),
    ...(threadTs !== undefined && { threadTs }),
    ...(workflow !== undefined && { workflow }),
  });
  if (!created && run.id !== id) {
    // Where its end could not be shown (the token was revoked meanwhile), looking at it again shows it now.
    if (isTerminal(run.status)) await publishRun(deps.queue, deps.log, run);
    return { answer: alreadyRunning(run, await threadLink(deps, run, origin.teamDomain)), begun: false, run };
  }
  await publishRun(deps.queue, deps.log, run);
  deps.log.info({ team: run.team, run: run.id, created }, 'run asked for');
  const before = await deps.repositories.runs.placeInQueue(run.team, run.id);
  return { answer: starting(run, before), begun: true, run };
}

/** The address of a run's thread, from what is stored; `undefined` until it is posted. */
export async function threadLink(
  { repositories }: Pick<ListenerDeps, 'repositories'>,
  run: Run,
  teamDomain: string | undefined,
): Promise<string | undefined> {
  const slot = await repositories.slots.get(run.team, run.id, anchorPlace);
  if (slot?.state !== 'posted' || slot.ts === undefined) return undefined;
  return threadAddress(run.team, teamDomain, slot);
}
