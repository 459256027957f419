import { z } from 'zod';
import { isTerminal } from '../../../domain/run.ts';
import { createAgentSessions } from '../../agent-session.ts';
import { requestCancel } from '../../cancel-run.ts';
import type { EventListener } from '../kinds.ts';

/** https://docs.slack.dev/reference/events/agent_session_stopped */
const Stopped = z.object({ channel: z.string().min(1), thread_ts: z.string().min(1), user: z.string().min(1) });

/** The Stop button of the agent's thread: the research in it is cancelled. Slack leaves the status to us. */
export const agentStopped: EventListener = async (event, envelope, deps, slack) => {
  const { channel, thread_ts: threadTs, user } = Stopped.parse(event);
  const team = envelope.context_team_id ?? envelope.team_id;
  const actor = await deps.access.admit({ team, user, channel }, slack);
  const id = await deps.repositories.slots.threadRun(team, channel, threadTs);
  const run = id === undefined ? undefined : await deps.repositories.runs.get(team, id);
  if (run && !isTerminal(run.status)) await requestCancel(run, actor, deps);
  await createAgentSessions().set(slack, { team, channel, threadTs }, 'active');
};
