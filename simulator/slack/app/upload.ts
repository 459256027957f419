import type { Context } from '../context.ts';
import { mediaType } from '../media-type.ts';
import { threadFor } from '../methods/chat.ts';
import type { Workspace } from '../workspace.ts';
import type { EventSender } from './events.ts';
import { notPossible } from './outcome.ts';
import { conversation, person } from './payload-parts.ts';

export interface UploadInput {
  user: string;
  name: string;
  /** The file's bytes. */
  base64: string;
  /** Where it is posted; without it the file is only there to be chosen, as in a file input. */
  channel?: string;
  threadTs?: string;
  text?: string;
}

/** A person uploads a file. */
export async function uploadFile(
  context: Context,
  events: EventSender,
  workspace: Workspace,
  input: UploadInput,
): Promise<{ fileId: string; ts?: string }> {
  const user = person(workspace, input.user);
  const id = workspace.newId('F');
  workspace.addFile({
    id,
    name: input.name,
    title: input.name,
    mimetype: mediaType(input.name),
    size: Buffer.byteLength(input.base64, 'base64'),
    created: Math.floor(context.clock.now().getTime() / 1000),
    user: user.id,
    shares: [],
    status: 'completed',
    uploadToken: workspace.newId('u'),
    content: input.base64,
  });
  if (input.channel === undefined) return { fileId: id };
  const channel = conversation(workspace, input.channel, user.id);
  if (!channel.members.includes(user.id)) notPossible('this person is not in the channel');
  const threadTs = threadFor(workspace, channel.id, { thread_ts: input.threadTs });
  const message = workspace.addMessage({
    channel: channel.id,
    user: user.id,
    text: input.text ?? '',
    byApp: false,
    subtype: 'file_share',
    files: [id],
    ...(threadTs !== undefined && { threadTs }),
  });
  const file = workspace.file(id);
  const share = { channel: channel.id, ts: message.ts, ...(threadTs !== undefined && { threadTs }) };
  if (file) workspace.changeFile(file, { shares: [share] });
  await events.posted(workspace, message);
  return { fileId: id, ts: message.ts };
}
