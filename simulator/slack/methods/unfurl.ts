import { isJson, type Json } from '../json.ts';
import { visibleChannel } from './conversation-access.ts';
import { messageContent } from './message-content.ts';
import { type Call, fail, type Method, optional, structured } from './method.ts';

/** https://docs.slack.dev/reference/methods/chat.unfurl */
export const unfurlMethods: Record<string, Method> = { 'chat.unfurl': unfurl };

function unfurl({ args, workspace }: Call): Json {
  const channel = visibleChannel(workspace, optional(args, 'channel') ?? fail('missing_channel'));
  const ts = optional(args, 'ts') ?? fail('missing_ts');
  const given = structured(args, 'unfurls', 'invalid_unfurls_format') ?? fail('missing_unfurls');
  if (!isJson(given)) return fail('invalid_unfurls_format');
  const message = workspace.message(channel.id, ts) ?? fail('cannot_find_message');
  const made = Object.entries(given).map(([url, content]) => {
    if (!message.text.includes(url.replaceAll('&', '&amp;'))) fail('cannot_unfurl_url');
    if (!isJson(content)) return fail('invalid_unfurls_format');
    return { ...messageContent({ text: url, ...content }), from_url: url, app_unfurl_url: url, is_app_unfurl: true };
  });
  workspace.changeMessage(message, (changed) => {
    changed.attachments = [...(changed.attachments ?? []), ...made];
  });
  return {};
}
