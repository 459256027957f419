/**
 * Every event the app subscribes to and the scopes Slack wants for it. `optional`: heard only where the workspace grants
 * the scope; questions in a thread then need no mention.
 */
export interface EventSubscription {
  name: string;
  scopes: readonly string[];
  optional?: true;
}

export const eventSubscriptions: readonly EventSubscription[] = [
  { name: 'agent_session_stopped', scopes: ['assistant:write'] },
  { name: 'app_home_opened', scopes: [] },
  { name: 'app_mention', scopes: ['app_mentions:read'] },
  { name: 'app_uninstalled', scopes: [] },
  { name: 'function_executed', scopes: [] },
  { name: 'message.channels', scopes: ['channels:history'], optional: true },
  { name: 'message.groups', scopes: ['groups:history'], optional: true },
  { name: 'message.im', scopes: ['im:history'] },
  { name: 'tokens_revoked', scopes: [] },
];
