import { type KeyboardEvent, useEffect } from 'react';
import type { Channel } from '../../../slack/entities.ts';
import { AgentStatus } from '../conversation/agent-status.tsx';
import { Conversation } from '../conversation/conversation.tsx';
import { control } from '../workspace/control.ts';
import { actorOf, useWorkspace } from '../workspace/workspace.ts';
import { Home } from './home.tsx';

/** What the agent suggests while nothing was said yet. */
const Prompts = ({ channel }: { channel: Channel }) => {
  const workspace = useWorkspace();
  const { about, snapshot, tell } = workspace;
  const say = async (text: string) => {
    const outcome = await control('message', { ...actorOf(workspace), channel: channel.id, text });
    if (!outcome.ok) tell(outcome.userSees ?? 'The message was not sent.');
  };
  return (
    <div className="beginning">
      <h3>{snapshot.app.name}</h3>
      <p>This is the beginning of your conversation with {snapshot.app.name}.</p>
      <div className="row">
        {about.prompts.map(({ title, message }) => (
          <button key={title} type="button" className="button" onClick={() => void say(message)}>
            {title}
          </button>
        ))}
      </div>
    </div>
  );
};

const Messages = ({ channel, readTo }: { channel: Channel; readTo: string | undefined }) => {
  const { snapshot, place } = useWorkspace();
  const { team, user } = place;
  useEffect(() => {
    void control('openHome', { team, user, tab: 'messages' });
  }, [team, user]);
  const atWork = snapshot.sessions.filter((one) => one.channel === channel.id && one.status === 'processing');
  return (
    <>
      <Conversation channel={channel} readTo={readTo} head={<Prompts channel={channel} />} />
      {atWork.slice(-1).map(({ threadTs }) => (
        <AgentStatus key={threadTs} channel={channel.id} threadTs={threadTs} />
      ))}
    </>
  );
};

/** The app's own place: its home tab and the messages with it. */
export const AppPane = ({ channel, readTo }: { channel: Channel | undefined; readTo: string | undefined }) => {
  const { place, go } = useWorkspace();
  const isHome = place.channel === 'home';
  const tabs = [
    { id: 'home', label: 'Home', on: isHome },
    ...(channel ? [{ id: channel.id, label: 'Messages', on: !isHome }] : []),
  ];
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = tabs.find(({ on }) => !on);
    if (!other) return;
    go({ channel: other.id, thread: '' });
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    buttons.find((button) => button.textContent === other.label)?.focus();
  };
  return (
    <>
      <div className="tabs" role="tablist" aria-label="Views of the app" onKeyDown={onKeyDown}>
        {tabs.map(({ id, label, on }) => (
          <button
            key={id}
            type="button"
            role="tab"
            aria-selected={on}
            tabIndex={on ? 0 : -1}
            onClick={() => go({ channel: id, thread: '' })}
          >
            {label}
          </button>
        ))}
      </div>
      {isHome || !channel ? <Home /> : <Messages channel={channel} readTo={readTo} />}
    </>
  );
};
