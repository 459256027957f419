import type { Context } from '../context.ts';
import type { Json } from '../json.ts';
import type { Workspace } from '../workspace.ts';
import type { EventSender } from './events.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

export interface FunctionInput {
  callbackId: string;
  inputs: Json;
}

/** A workflow comes to the app's step: https://docs.slack.dev/reference/events/function_executed */
export async function runFunction(
  context: Context,
  events: EventSender,
  workspace: Workspace,
  { callbackId, inputs }: FunctionInput,
): Promise<Outcome & { executionId: string }> {
  const { team, app } = workspace.data;
  const seconds = Math.floor(context.clock.now().getTime() / 1000);
  const executionId = workspace.newId('Fx');
  const { token } = context.tokens.issue(workspace, {
    token: `xwfp-${workspace.newId('').slice(1)}-${workspace.newId('').toLowerCase()}`,
    kind: 'workflow',
  });
  workspace.setExecution({ id: executionId, callbackId, inputs, status: 'running', token });
  const parameters = Object.keys(inputs).map((name) => ({ type: 'string', name, title: name, is_required: true }));
  const delivery = await events.deliver(workspace, {
    type: 'function_executed',
    function: {
      id: `Fn${team.id.slice(1)}`,
      callback_id: callbackId,
      title: callbackId,
      description: '',
      type: 'app',
      input_parameters: parameters,
      output_parameters: [],
      app_id: app.id,
      date_created: seconds,
      date_updated: seconds,
      date_deleted: 0,
    },
    inputs,
    function_execution_id: executionId,
    workflow_execution_id: workspace.newId('Wx'),
    event_ts: `${seconds}.000000`,
    bot_access_token: token,
  });
  return { ...outcomeOf(delivery, ''), executionId };
}
