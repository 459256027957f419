import { useState } from 'react';
import type { Message as Said } from '../../../slack/entities.ts';
import { Blocks } from '../blocks/block.tsx';
import { SurfaceContext } from '../elements/surface.ts';
import { emojiOf } from '../text/emoji.ts';
import { Mrkdwn } from '../text/text-object.tsx';
import { useWorkspaceSurface } from '../workspace/use-surface.ts';
import { nameOf, useWorkspace } from '../workspace/workspace.ts';
import { Avatar } from './avatar.tsx';
import { FileCard } from './file-card.tsx';
import { MessageEdit } from './message-edit.tsx';
import { MessageTools } from './message-tools.tsx';
import { Replies } from './replies.tsx';
import { fullTimeOf, timeOf } from './time.ts';

const Body = ({ message }: { message: Said }) => {
  const surface = useWorkspaceSurface({ target: { channel: message.channel, messageTs: message.ts } });
  return (
    <SurfaceContext value={surface}>
      {message.blocks ? (
        <Blocks blocks={message.blocks} />
      ) : (
        message.text !== '' && (
          <div className="text">
            <Mrkdwn text={message.text} />
          </div>
        )
      )}
      {message.attachments?.map((attachment, index) => (
        <pre key={index} className="unknown">
          {JSON.stringify(attachment, null, 2)}
        </pre>
      ))}
    </SurfaceContext>
  );
};

/** One message with all that hangs on it. */
export const Message = ({ message, replies }: { message: Said; replies?: readonly Said[] }) => {
  const { snapshot } = useWorkspace();
  const [editing, setEditing] = useState(false);
  const isGone = message.subtype === 'tombstone';
  return (
    <article
      className={`message ${message.ephemeralFor === undefined ? '' : 'ephemeral'} ${isGone ? 'gone' : ''}`}
      data-ts={message.ts}
    >
      <Avatar message={message} />
      <div className="content">
        {message.ephemeralFor !== undefined && <p className="only">Only visible to you</p>}
        <p className="who">
          <strong>{nameOf(snapshot, message.user)}</strong>
          {message.byApp && <span className="badge">APP</span>}
          <time dateTime={new Date(Number(message.ts) * 1000).toISOString()} title={fullTimeOf(message.ts)}>
            {timeOf(message.ts)}
          </time>
          {message.edited && <small>(edited)</small>}
        </p>
        {editing ? <MessageEdit message={message} close={() => setEditing(false)} /> : <Body message={message} />}
        {message.files && (
          <div className="files">
            {message.files.map((id) => (
              <FileCard key={id} id={id} />
            ))}
          </div>
        )}
        {message.reactions && (
          <div className="row">
            {message.reactions.map(({ name, users }) => (
              <span key={name} className="reaction" title={users.map((id) => nameOf(snapshot, id)).join(', ')}>
                {emojiOf(name)} {users.length}
              </span>
            ))}
          </div>
        )}
        {replies && replies.length > 0 && <Replies parent={message} replies={replies} />}
      </div>
      {!isGone && <MessageTools message={message} inThread={replies === undefined} edit={() => setEditing(true)} />}
    </article>
  );
};
