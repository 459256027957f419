import type { Message } from '../../../slack/entities.ts';
import { control } from '../workspace/control.ts';
import { actorOf, useWorkspace } from '../workspace/workspace.ts';

interface MessageToolsProps {
  message: Message;
  inThread: boolean;
  edit(): void;
}

/** What shows when the pointer or the keyboard is on a message. */
export const MessageTools = ({ message, inThread, edit }: MessageToolsProps) => {
  const workspace = useWorkspace();
  const { about, place, go, tell } = workspace;
  if (message.ephemeralFor !== undefined) return null;
  const isOwn = message.user === place.user;
  const shortcuts = about.shortcuts.filter(({ type }) => type === 'message');
  const where = { ...actorOf(workspace), channel: message.channel };
  const send = async (name: string, input: object) => {
    const outcome = await control(name, { ...where, ...input });
    if (!outcome.ok) tell(outcome.userSees ?? outcome.error ?? 'That did not work.');
  };
  return (
    <div className="tools" role="toolbar" aria-label="Message actions">
      {!inThread && (
        <button type="button" onClick={() => go({ channel: message.channel, thread: message.ts })}>
          Reply in thread
        </button>
      )}
      {shortcuts.map(({ callbackId, name }) => (
        <button
          key={callbackId}
          type="button"
          onClick={() => void send('shortcut', { callbackId, messageTs: message.ts })}
        >
          {name}
        </button>
      ))}
      {isOwn && (
        <>
          <button type="button" onClick={edit}>
            Edit
          </button>
          <button type="button" onClick={() => void send('deleteMessage', { ts: message.ts })}>
            Delete
          </button>
        </>
      )}
    </div>
  );
};
