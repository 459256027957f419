import type { AgentSession } from '../entities.ts';
import { isTs } from '../ids.ts';
import { asList, asText, isJson, type Json } from '../json.ts';
import { joinedChannel } from './conversation-access.ts';
import { type Call, fail, type Method, optional, required, structured } from './method.ts';

const statuses = ['active', 'processing', 'suspended', 'closed'] as const;
const titleLength = 200;
const promptCount = 4;

/** https://docs.slack.dev/ai/agent-sessions, and the methods that stood there before. */
export const agentMethods: Record<string, Method> = {
  'agents.sessions.setStatus': setStatus,
  'agents.sessions.rename': rename,
  'assistant.threads.setStatus': (call) => legacy(call, { status: asText(call.args.status) }),
  'assistant.threads.setTitle': (call) => legacy(call, { title: required(call.args, 'title') }),
  'assistant.threads.setSuggestedPrompts': (call) => legacy(call, { prompts: prompts(call.args) }),
};

function setStatus(call: Call): Json {
  const given = required(call.args, 'status');
  const status = statuses.find((known) => known === given) ?? fail('invalid_status');
  const known = sessionOf(call);
  const title = known.title || (optional(call.args, 'title') ?? '');
  if (title.length > titleLength) fail('invalid_title');
  call.workspace.setSession({ ...known, status, title });
  // Without the event there is no Stop button: https://docs.slack.dev/reference/events/agent_session_stopped
  const deaf = status === 'processing' && !call.context.subscribed('agent_session_stopped');
  return {
    status,
    agent_status: status,
    title,
    ...(deaf && { warning: 'missing_agent_session_stopped_event_subscription' }),
  };
}

function rename(call: Call): Json {
  const title = required(call.args, 'title');
  if (title.length > titleLength) fail('invalid_title');
  const known = sessionOf(call);
  if (!call.workspace.session(known.channel, known.threadTs)) fail('session_not_found');
  call.workspace.setSession({ ...known, title });
  return { title };
}

/** The session of the thread that the arguments name; a new one when there is none. */
function sessionOf({ args, workspace, context }: Call): AgentSession {
  if (!context.isAgent) fail('not_authorized');
  const channel = joinedChannel(workspace, required(args, 'channel_id'));
  const threadTs = required(args, 'thread_ts');
  if (!isTs(threadTs)) fail('invalid_thread_ts');
  if (!workspace.message(channel.id, threadTs)) fail('thread_not_found');
  return workspace.session(channel.id, threadTs) ?? { channel: channel.id, threadTs, status: 'active', title: '' };
}

/** The older methods still answer; what they set is shown, and nothing else follows. */
function legacy(call: Call, set: Json): Json {
  const known = sessionOf(call);
  call.workspace.setSession({ ...known, legacy: { ...known.legacy, ...set } });
  return {};
}

function prompts(args: Json): Json[] {
  const given = asList(structured(args, 'prompts', 'invalid_arguments')).filter(isJson);
  const complete = given.every((prompt) => asText(prompt.title) !== '' && asText(prompt.message) !== '');
  if (given.length === 0 || given.length > promptCount || !complete) fail('invalid_arguments');
  return given;
}
