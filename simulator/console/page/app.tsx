import { useCallback, useEffect, useMemo, useState } from 'react';
import type { About } from '../about.ts';
import { Conversation } from './conversation/conversation.tsx';
import { Thread } from './conversation/thread.tsx';
import { AppPane } from './frame/app-pane.tsx';
import { Banner } from './frame/banner.tsx';
import { ChannelHeader } from './frame/channel-header.tsx';
import { Modals } from './frame/modals.tsx';
import { Sidebar } from './frame/sidebar.tsx';
import { Switcher } from './frame/switcher.tsx';
import { Toasts, useToasts } from './frame/toasts.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { read } from './workspace/control.ts';
import { type Names, NamesContext } from './workspace/names.ts';
import { placeOfLink } from './workspace/permalink.ts';
import { usePlace } from './workspace/use-place.ts';
import { useReading } from './workspace/use-reading.ts';
import { useSnapshot } from './workspace/use-snapshot.ts';
import { useStored } from './workspace/use-stored.ts';
import { channelName, isWithApp, type Workspace, WorkspaceProvider } from './workspace/workspace.ts';

const alone: About = {
  companies: [],
  teams: [],
  commands: [],
  shortcuts: [],
  prompts: [],
  hasGemini: false,
  hasRuns: false,
  canKill: false,
};
const themes = ['system', 'light', 'dark'];

/** The whole page. */
export const App = () => {
  const [place, go] = usePlace();
  const [about, setAbout] = useState<About>();
  const [theme, setTheme] = useStored('theme', 'system');
  const [inspecting, setInspecting] = useStored('inspector', false);
  const [sideOpen, setSideOpen] = useState(false);
  const [switching, setSwitching] = useState(false);
  const [toasts, announce, drop] = useToasts();
  const { snapshot, connection, logVersion, life } = useSnapshot(place.team, place.user);
  const reading = useReading(snapshot, place, announce, go);
  const tell = useCallback((line: string) => announce({ line }), [announce]);
  useEffect(() => {
    read<About>('/console/about').then(setAbout, () => setAbout(alone));
  }, []);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  // Who comes for the first time is the first person in the first channel that has the app.
  useEffect(() => {
    if (!snapshot) return;
    const { team, users, channels, app } = snapshot;
    const person =
      users.find(({ id, role }) => id === place.user && role !== 'bot') ?? users.find(({ role }) => role !== 'bot');
    const isKnown = place.channel === 'home' || channels.some(({ id }) => id === place.channel);
    const first = channels.find(({ members }) => members.includes(app.botUserId)) ?? channels[0];
    const settled = { team: team.id, user: person?.id ?? '', channel: isKnown ? place.channel : (first?.id ?? 'home') };
    const isElsewhere = place.team !== '' && place.team !== team.id;
    if (isElsewhere) return;
    if (settled.team !== place.team || settled.user !== place.user || settled.channel !== place.channel) go(settled);
  }, [snapshot, place, go]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        setSwitching(true);
      } else if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) {
        setSideOpen(false);
        if (place.thread !== '') go({ thread: '' });
      }
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [place.thread, go]);
  const names = useMemo<Names>(
    () => ({
      users:
        snapshot?.users.filter(({ deleted }) => deleted !== true).map(({ id, realName }) => ({ id, name: realName })) ??
        [],
      channels:
        snapshot?.channels.filter(({ kind }) => kind !== 'im').map((one) => ({ id: one.id, name: one.name })) ?? [],
      open: (channel) => go({ channel, thread: '' }),
      follow(url) {
        const target = snapshot && placeOfLink(snapshot, url);
        return target && (() => go(target));
      },
    }),
    [snapshot, go],
  );
  if (!snapshot || !about || place.team !== snapshot.team.id || place.user === '') {
    return (
      <p className="loading" role="status">
        {connection === 'lost'
          ? 'The simulator does not answer. Is npm start still running?'
          : 'Opening the workspace…'}
      </p>
    );
  }
  const workspace: Workspace = { snapshot, about, place, go, tell };
  const channel = snapshot.channels.find(({ id }) => id === place.channel);
  const parent = snapshot.messages.find((message) => message.channel === place.channel && message.ts === place.thread);
  const withApp = snapshot.channels.find((one) => isWithApp(snapshot, one) && one.members.includes(place.user));
  const isApp = place.channel === 'home' || (channel !== undefined && channel === withApp);
  const turnTheme = () => setTheme(themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system');
  return (
    <WorkspaceProvider value={workspace}>
      <NamesContext value={names}>
        <div
          className={`frame ${parent ? 'with-thread' : ''} ${inspecting ? 'with-inspector' : ''} ${sideOpen ? 'with-side' : ''}`}
        >
          <Sidebar unread={reading.counts} connection={connection} close={() => setSideOpen(false)} />
          {sideOpen && (
            <button
              type="button"
              className="veil"
              aria-label="Close the list of channels"
              onClick={() => setSideOpen(false)}
            />
          )}
          <main className="pane" aria-label={channel ? channelName(snapshot, channel, place.user) : snapshot.app.name}>
            <ChannelHeader
              channel={channel}
              inspecting={inspecting}
              inspect={() => setInspecting(!inspecting)}
              openSide={() => setSideOpen(true)}
              openSwitcher={() => setSwitching(true)}
              theme={theme}
              turnTheme={turnTheme}
            />
            <Banner about={about} />
            {isApp ? (
              <AppPane channel={withApp} readTo={reading.readTo} />
            ) : (
              channel && <Conversation channel={channel} readTo={reading.readTo} />
            )}
          </main>
          {parent && <Thread parent={parent} />}
          {inspecting && <Inspector key={life} version={logVersion} close={() => setInspecting(false)} />}
        </div>
        <Modals />
        {switching && <Switcher close={() => setSwitching(false)} />}
        <Toasts toasts={toasts} drop={drop} />
      </NamesContext>
    </WorkspaceProvider>
  );
};
