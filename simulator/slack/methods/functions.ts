import type { Execution } from '../entities.ts';
import { isJson, type Json } from '../json.ts';
import { type Call, fail, type Method, required, structured } from './method.ts';

/** Ends of a step of a workflow: https://docs.slack.dev/reference/methods/functions.completeSuccess */
export const functionMethods: Record<string, Method> = {
  'functions.completeSuccess': (call) => {
    const outputs = structured(call.args, 'outputs', 'invalid_arguments');
    return end(call, { status: 'completed', outputs: isJson(outputs) ? outputs : fail('parameter_validation_failed') });
  },
  'functions.completeError': (call) => end(call, { status: 'failed', error: required(call.args, 'error') }),
};

function end({ args, workspace, context }: Call, change: Partial<Execution>): Json {
  const execution =
    workspace.execution(required(args, 'function_execution_id')) ?? fail('function_execution_not_found');
  if (execution.status !== 'running') fail('execution_not_in_running_state');
  workspace.setExecution({ ...execution, ...change });
  context.tokens.change(workspace, execution.token, { revoked: true });
  return {};
}
