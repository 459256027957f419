import { z } from 'zod';
import { isAppError } from '../../../domain/errors.ts';
import { workflowFunction } from '../../action-ids.ts';
import { checkRequest } from '../../company-input.ts';
import type { ListenerDeps, Slack } from '../../deps.ts';
import { defaultsFor, withDefaults } from '../../run-defaults.ts';
import { callSlack } from '../../slack-call.ts';
import { beginRun } from '../../start-run.ts';
import type { EventListener } from '../kinds.ts';

/** https://docs.slack.dev/reference/events/function_executed; inputs as manifest.yml declares them. */
const Executed = z.object({
  function: z.object({ callback_id: z.string() }),
  function_execution_id: z.string().min(1),
  inputs: z.object({
    company: z.string().default(''),
    domain: z.string().optional(),
    channel: z.string().min(1),
    requester: z.string().min(1),
  }),
});

/** Our step in somebody's workflow: starts a run; whoever shows the run tells the step how it ended. */
export const stepExecuted: EventListener = async (event, envelope, deps, slack) => {
  const { function: called, function_execution_id: execution, inputs } = Executed.parse(event);
  if (called.callback_id !== workflowFunction) return;
  try {
    const problem = await start(inputs, execution, envelope.context_team_id ?? envelope.team_id, deps, slack);
    if (problem !== undefined) await fail(execution, problem, slack);
  } catch (error) {
    if (!isAppError(error)) throw error;
    deps.log.warn({ code: error.code, err: error }, 'workflow step could not start');
    await fail(execution, error.message, slack);
  }
};

/** Why nothing was started, or nothing. */
async function start(
  { company, domain, channel, requester }: z.infer<typeof Executed>['inputs'],
  execution: string,
  team: string,
  deps: ListenerDeps,
  slack: Slack,
): Promise<string | undefined> {
  await deps.access.admit({ team, user: requester, channel }, slack);
  const defaults = await defaultsFor(deps, team, channel);
  const checked = checkRequest({
    companyName: company,
    ...(domain !== undefined && { domain }),
    mode: defaults.mode ?? deps.defaultMode,
  });
  if (!checked.ok) return checked.errors[0]?.message ?? 'That is no company name.';
  const visibility = await deps.access.directory.visibility(slack, team, channel);
  const origin = { team, user: requester, channel, visibility, trigger: `step:${execution}`, workflow: execution };
  const { begun, run } = await beginRun(deps, origin, await withDefaults(checked.request, defaults, deps, team));
  return begun
    ? undefined
    : `${run.companyName} was asked for in this channel less than ten minutes ago; its thread goes on there.`;
}

async function fail(execution: string, message: string, slack: Slack): Promise<void> {
  await callSlack(() => slack.functions.completeError({ function_execution_id: execution, error: message }));
}
