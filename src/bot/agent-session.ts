import type { WebClient } from '@slack/web-api';
import { callSlack } from './slack-call.ts';

/** The agent's side of a conversation with one person: Slack shows "working" with a Stop button, and a title. */
export interface AgentSessions {
  /** Does nothing where the app is no agent or the conversation is not a direct message. Never throws. */
  set(
    slack: WebClient,
    at: { team: string; channel: string; threadTs?: string | undefined },
    status: 'processing' | 'active',
    title?: string,
  ): Promise<void>;
}

/** https://docs.slack.dev/ai/agent-sessions. A decoration: what cannot be set is left. */
export function createAgentSessions(): AgentSessions {
  const known = new Map<string, string>();
  /** Workspaces where the app is no agent; asked again by the next process. */
  const none = new Set<string>();
  return {
    async set(slack, { team, channel, threadTs }, status, title) {
      const key = `${team}/${channel}/${threadTs ?? ''}`;
      if (threadTs === undefined || !channel.startsWith('D') || none.has(team) || known.get(key) === status) return;
      const outcome = await callSlack(() =>
        slack.agents.sessions.setStatus({
          channel_id: channel,
          thread_ts: threadTs,
          status,
          ...(title !== undefined && { title: title.slice(0, 200) }),
        }),
      );
      if (outcome.kind === 'refused' && outcome.code === 'not_authorized') none.add(team);
      if (known.size > 10_000) known.clear();
      if (outcome.kind === 'done') known.set(key, status);
    },
  };
}
