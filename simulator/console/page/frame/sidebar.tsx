import type { ReactNode } from 'react';
import type { Channel } from '../../../slack/entities.ts';
import { channelName, isWithApp, useWorkspace } from '../workspace/workspace.ts';
import { Lock } from './icons.tsx';
import { Viewer } from './viewer.tsx';

interface SidebarProps {
  unread: ReadonlyMap<string, number>;
  connection: string;
  close(): void;
}

interface EntryProps {
  id: string;
  sign: ReactNode;
  label: string;
  hint?: string;
  count?: number;
  close(): void;
}

const Entry = ({ id, sign, label, hint, count = 0, close }: EntryProps) => {
  const { place, go } = useWorkspace();
  const isHere = place.channel === id;
  return (
    <button
      type="button"
      className={`entry ${isHere ? 'on' : ''} ${count > 0 ? 'unread' : ''}`}
      aria-current={isHere ? 'page' : undefined}
      onClick={() => {
        go({ channel: id, thread: '' });
        close();
      }}
    >
      <span className="sign" aria-hidden="true">
        {sign}
      </span>
      <span className="grow">{label}</span>
      {hint !== undefined && <small>{hint}</small>}
      {count > 0 && (
        <span className="number">
          {count}
          <span className="hidden"> unread</span>
        </span>
      )}
    </button>
  );
};

/** Channels as this person sees them, direct messages and the app. */
export const Sidebar = ({ unread, connection, close }: SidebarProps) => {
  const { snapshot, place, about } = useWorkspace();
  const { app, channels } = snapshot;
  const isRoom = (channel: Channel) => channel.kind === 'public' || channel.kind === 'private';
  const mine = (channel: Channel) => channel.members.includes(place.user);
  const withApp = channels.find((channel) => isWithApp(snapshot, channel) && mine(channel));
  const direct = channels.filter((channel) => !isRoom(channel) && channel !== withApp && mine(channel));
  const hintOf = (channel: Channel) => {
    if (channel.archived) return 'archived';
    return channel.members.includes(app.botUserId) ? undefined : `no ${app.name}`;
  };
  return (
    <nav className="side" aria-label="Workspace">
      <header>
        <h1>{snapshot.team.name}</h1>
        <p className={`connection ${connection}`} role="status">
          {{ live: 'live', lost: 'connection lost, trying again…', connecting: 'connecting…' }[connection]}
        </p>
      </header>
      <div className="entries">
        <h2>Channels</h2>
        {channels.filter(isRoom).map((channel) => {
          const hint = hintOf(channel);
          return (
            <Entry
              key={channel.id}
              id={channel.id}
              sign={channel.kind === 'private' ? <Lock /> : '#'}
              label={channel.name}
              count={unread.get(channel.id) ?? 0}
              {...(hint !== undefined && { hint })}
              close={close}
            />
          );
        })}
        {direct.length > 0 && <h2>Direct messages</h2>}
        {direct.map((channel) => (
          <Entry
            key={channel.id}
            id={channel.id}
            sign="●"
            label={channelName(snapshot, channel, place.user)}
            count={unread.get(channel.id) ?? 0}
            close={close}
          />
        ))}
        <h2>{app.name}</h2>
        <Entry id="home" sign="⌂" label="Home" close={close} />
        {withApp && (
          <Entry id={withApp.id} sign="●" label="Messages" count={unread.get(withApp.id) ?? 0} close={close} />
        )}
      </div>
      <Viewer teams={about.teams} />
      <footer>A simulated workspace on this machine. Nothing here reaches Slack.</footer>
    </nav>
  );
};
