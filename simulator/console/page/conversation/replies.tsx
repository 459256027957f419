import type { Message } from '../../../slack/entities.ts';
import { useWorkspace } from '../workspace/workspace.ts';
import { Avatar } from './avatar.tsx';
import { timeOf } from './time.ts';

const facesShown = 3;

/** The way into a thread. */
export const Replies = ({ parent, replies }: { parent: Message; replies: readonly Message[] }) => {
  const { go } = useWorkspace();
  const faces = [...new Map(replies.map((reply) => [reply.user, reply])).values()].slice(0, facesShown);
  const last = replies.at(-1);
  return (
    <button type="button" className="replies" onClick={() => go({ channel: parent.channel, thread: parent.ts })}>
      {faces.map((face) => (
        <Avatar key={face.user} message={face} />
      ))}
      <span>
        {replies.length} {replies.length === 1 ? 'reply' : 'replies'}
      </span>
      {last && <small>Last reply {timeOf(last.ts)}</small>}
    </button>
  );
};
