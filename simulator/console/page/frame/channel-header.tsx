import type { Channel } from '../../../slack/entities.ts';
import { control } from '../workspace/control.ts';
import { channelName, isWithApp, useWorkspace } from '../workspace/workspace.ts';
import { Lock } from './icons.tsx';

interface ChannelHeaderProps {
  channel: Channel | undefined;
  inspecting: boolean;
  inspect(): void;
  openSide(): void;
  openSwitcher(): void;
  theme: string;
  turnTheme(): void;
}

const nextTheme: Record<string, string> = { system: 'Light', light: 'Dark', dark: 'As the system' };

export const ChannelHeader = ({
  channel,
  inspecting,
  inspect,
  openSide,
  openSwitcher,
  theme,
  turnTheme,
}: ChannelHeaderProps) => {
  const workspace = useWorkspace();
  const { snapshot, place } = workspace;
  const { app } = snapshot;
  const ofApp = !channel || isWithApp(snapshot, channel);
  const title = ofApp ? app.name : channelName(snapshot, channel, place.user);
  const canInvite = channel && channel.kind !== 'im' && !channel.archived && !channel.members.includes(app.botUserId);
  return (
    <header className="head">
      <button type="button" className="button quiet burger" aria-label="Open the list of channels" onClick={openSide}>
        <span aria-hidden="true">☰</span>
      </button>
      <h2>
        {channel && !ofApp && channel.kind !== 'im' && (
          <span aria-hidden="true">{channel.kind === 'private' ? <Lock /> : '#'} </span>
        )}
        {title}
      </h2>
      <p className="topic">{ofApp ? '' : channel?.topic}</p>
      <span className="grow" />
      {canInvite && (
        <button
          type="button"
          className="button"
          onClick={() => void control('invite', { team: place.team, channel: channel.id })}
        >
          Add {app.name}
        </button>
      )}
      <button
        type="button"
        className="button quiet wide-only"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={openSwitcher}
      >
        Go to… <kbd>Ctrl K</kbd>
      </button>
      <button
        type="button"
        className="button quiet"
        aria-label={`Colours: ${theme}. Change to: ${nextTheme[theme] ?? 'As the system'}`}
        title="Colours"
        onClick={turnTheme}
      >
        <span aria-hidden="true">{{ light: '☀', dark: '☾' }[theme] ?? '◐'}</span>
      </button>
      <button type="button" id="inspect" className="button" aria-expanded={inspecting} onClick={inspect}>
        Inspector
      </button>
    </header>
  );
};
