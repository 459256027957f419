import type { ReactNode } from 'react';
import type { Channel } from '../../../slack/entities.ts';
import { control } from '../workspace/control.ts';
import { inChannel } from '../workspace/messages.ts';
import { actorOf, channelName, nameOf, useWorkspace } from '../workspace/workspace.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';

const Beginning = ({ channel, children }: { channel: Channel; children?: ReactNode }) => {
  const { snapshot, place } = useWorkspace();
  const name = channelName(snapshot, channel, place.user);
  const isIm = channel.kind === 'im';
  return (
    <div className="beginning">
      <h3>{isIm ? name : `# ${name}`}</h3>
      <p>
        {isIm
          ? `This is the beginning of your conversation with ${name}.`
          : `This is the beginning of the ${channel.kind} channel ${name}. ${channel.topic}`}
      </p>
      {children}
    </div>
  );
};

/** What stands in place of the composer where this person cannot write. */
function closed(channel: Channel, user: string): string | undefined {
  if (channel.archived) return 'This channel is archived.';
  return channel.members.includes(user) ? undefined : 'You are looking at a channel that you are not in.';
}

/** Where nothing was asked yet: what to do first. */
const FirstStep = ({ command, example }: { command: string; example: string }) => (
  <p className="first-step">
    Type{' '}
    <code>
      {command} {example}
    </code>{' '}
    below and press Enter. The brief and its PDF come in a thread here.
  </p>
);

interface ConversationProps {
  channel: Channel;
  readTo?: string | undefined;
  /** Above the messages. */
  head?: ReactNode;
}

/** The messages of a channel or direct message, and where to write. */
export const Conversation = ({ channel, readTo, head }: ConversationProps) => {
  const workspace = useWorkspace();
  const { about, snapshot, place } = workspace;
  const name = channelName(snapshot, channel, place.user);
  const messages = inChannel(snapshot, channel.id);
  const [example] = about.companies;
  const [command] = about.commands;
  const isFirst = messages.length === 0 && channel.members.includes(snapshot.app.botUserId);
  const why = closed(channel, place.user);
  const label = channel.kind === 'im' ? `Message ${name}` : `Message #${name}`;
  const join = () => void control('invite', { ...actorOf(workspace), channel: channel.id });
  return (
    <>
      <MessageList
        key={`${place.user} ${channel.id}`}
        label={`Messages in ${name}`}
        messages={messages}
        inThread={false}
        readTo={readTo}
        head={
          head ?? (
            <Beginning channel={channel}>
              {isFirst && command && example && <FirstStep command={command.command} example={example} />}
            </Beginning>
          )
        }
      />
      {why === undefined ? (
        <Composer key={channel.id} channel={channel.id} label={label} />
      ) : (
        <div className="closed">
          <p>{why}</p>
          {!channel.archived && (
            <button type="button" className="button primary" onClick={join}>
              Join as {nameOf(snapshot, place.user)}
            </button>
          )}
        </div>
      )}
    </>
  );
};
