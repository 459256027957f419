import type { StoredFile } from '../entities.ts';
import { asList, asText, isJson, type Json } from '../json.ts';
import { mediaType } from '../media-type.ts';
import { wireFile } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import { threadFor } from './chat.ts';
import { postTarget } from './conversation-access.ts';
import { messageContent } from './message-content.ts';
import { type Call, fail, type Method, optional, required, structured } from './method.ts';

/** https://docs.slack.dev/messaging/working-with-files: get a URL, send the bytes, complete. */
export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': complete,
  'files.info': info,
  'files.delete': remove,
};

function getUploadUrl({ args, workspace, context }: Call): Json {
  const name = required(args, 'filename');
  const size = Number(required(args, 'length'));
  if (!Number.isInteger(size) || size <= 0) fail('invalid_arguments');
  const altText = optional(args, 'alt_txt') ?? optional(args, 'alt_text');
  const file: StoredFile = {
    id: workspace.newId('F'),
    name,
    title: name,
    mimetype: mediaType(name),
    ...(altText !== undefined && { altText }),
    size,
    created: Math.floor(context.clock.now().getTime() / 1000),
    user: workspace.data.app.botUserId,
    shares: [],
    status: 'awaiting',
    uploadToken: `${workspace.newId('u')}${workspace.newId('p')}`.toLowerCase(),
  };
  workspace.addFile(file);
  return { upload_url: `${context.baseUrl}/upload/v1/${file.uploadToken}`, file_id: file.id };
}

/** The answer carries no share yet: Slack shares after it answered, so the ts is found by files.info. */
function complete(call: Call): Json {
  const { args, workspace } = call;
  const given = asList(structured(args, 'files', 'invalid_arguments')).filter(isJson);
  if (given.length === 0) fail('invalid_arguments');
  const files = given.map((entry) => {
    const file = workspace.file(asText(entry.id));
    // A completed upload cannot be completed again: its session is gone.
    if (file?.status !== 'uploaded') return fail('file_not_found');
    return { file, title: asText(entry.title) || file.name };
  });
  const targets = optional(args, 'channel_id') ?? optional(args, 'channels') ?? '';
  const channels = targets
    .split(',')
    .filter((id) => id !== '')
    .map((id) => postTarget(workspace, id));
  const threads = channels.map((channel) => threadFor(workspace, channel.id, args));
  for (const { file, title } of files) workspace.changeFile(file, { title, status: 'completed' });
  const answer = files.map(({ file }) => ({ ...wireFile(workspace, file), shares: {} }));
  for (const [index, channel] of channels.entries())
    share(
      call,
      files.map(({ file }) => file),
      channel.id,
      threads[index],
    );
  return { files: answer };
}

function share({ args, workspace, context }: Call, files: StoredFile[], channel: string, threadTs: string | undefined) {
  const comment = optional(args, 'initial_comment');
  const content =
    comment === undefined && args.blocks === undefined ? { text: '' } : messageContent({ ...args, text: comment });
  const message = workspace.addMessage({
    ...content,
    channel,
    user: workspace.data.app.botUserId,
    byApp: true,
    subtype: 'file_share',
    files: files.map((file) => file.id),
    ...(threadTs !== undefined && { threadTs }),
  });
  for (const file of files) {
    const added = { channel, ts: message.ts, ...(threadTs !== undefined && { threadTs }) };
    workspace.changeFile(file, { shares: [...file.shares, added] });
  }
  context.posted(workspace, message);
}

function completedFile(workspace: Workspace, args: Json): StoredFile {
  const file = workspace.file(required(args, 'file'));
  return file?.status === 'completed' ? file : fail('file_not_found');
}

function info({ args, workspace }: Call): Json {
  const file = completedFile(workspace, args);
  return { file: wireFile(workspace, file), comments: [], response_metadata: { next_cursor: '' } };
}

function remove({ args, workspace }: Call): Json {
  workspace.removeFile(completedFile(workspace, args));
  return {};
}
