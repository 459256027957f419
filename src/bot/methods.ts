/**
 * Every Web API method the bot calls and the scopes it needs (any one of them where several are named). `optional`:
 * without the scope the method is missed but nothing breaks: recovery says so instead of posting twice.
 */
export interface Method {
  name: string;
  scopes: readonly string[];
  optional?: true;
}

const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

export const methods: readonly Method[] = [
  { name: 'chat.postMessage', scopes: ['chat:write'] },
  { name: 'chat.update', scopes: ['chat:write'] },
  { name: 'chat.delete', scopes: ['chat:write'] },
  { name: 'conversations.open', scopes: ['im:write'] },
  { name: 'conversations.history', scopes: history, optional: true },
  { name: 'conversations.replies', scopes: history, optional: true },
  { name: 'files.getUploadURLExternal', scopes: ['files:write'] },
  { name: 'files.completeUploadExternal', scopes: ['files:write'] },
  { name: 'files.info', scopes: ['files:read'], optional: true },
  { name: 'users.info', scopes: ['users:read'] },
  { name: 'users.conversations', scopes: ['channels:read', 'groups:read'] },
  // Who is in a group message; without, only whoever asked for a research there can use its forms.
  { name: 'users.conversations', scopes: ['mpim:read'], optional: true },
  { name: 'conversations.info', scopes: ['channels:read', 'groups:read'] },
  { name: 'chat.postEphemeral', scopes: ['chat:write'] },
  { name: 'agents.sessions.setStatus', scopes: ['chat:write'] },
  { name: 'functions.completeSuccess', scopes: [] },
  { name: 'functions.completeError', scopes: [] },
  { name: 'views.open', scopes: [] },
  { name: 'views.push', scopes: [] },
  { name: 'views.publish', scopes: [] },
  { name: 'views.update', scopes: [] },
];
