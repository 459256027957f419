import type { Message } from '../../../slack/entities.ts';
import { repliesTo } from '../workspace/messages.ts';
import { channelName, useWorkspace } from '../workspace/workspace.ts';
import { AgentStatus } from './agent-status.tsx';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';

/** A thread at the side. */
export const Thread = ({ parent }: { parent: Message }) => {
  const { snapshot, place, go } = useWorkspace();
  const channel = snapshot.channels.find(({ id }) => id === parent.channel);
  const canWrite = channel && !channel.archived && channel.members.includes(place.user);
  return (
    <aside className="thread pane" aria-label="Thread">
      <header>
        <h2>
          Thread
          {channel && (
            <small>
              {channel.kind === 'im' ? '' : '# '}
              {channelName(snapshot, channel, place.user)}
            </small>
          )}
        </h2>
        <span className="grow" />
        <button type="button" className="button quiet" aria-label="Close thread" onClick={() => go({ thread: '' })}>
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      <MessageList
        key={parent.ts}
        label="Messages in the thread"
        messages={[parent, ...repliesTo(snapshot, parent)]}
        inThread
      />
      <AgentStatus channel={parent.channel} threadTs={parent.ts} />
      {canWrite && <Composer key={parent.ts} channel={parent.channel} threadTs={parent.ts} label="Reply…" />}
    </aside>
  );
};
