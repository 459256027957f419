import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { channelName, isWithApp, useWorkspace } from '../workspace/workspace.ts';

/** Ctrl+K: goes to a conversation by a few letters of its name. */
export const Switcher = ({ close }: { close: () => void }) => {
  const { snapshot, place, go } = useWorkspace();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);
  const all = [
    { id: 'home', name: `${snapshot.app.name} – Home` },
    ...snapshot.channels.map((channel) => ({
      id: channel.id,
      name: isWithApp(snapshot, channel)
        ? `${snapshot.app.name} – Messages`
        : `${channel.kind === 'im' ? '' : '# '}${channelName(snapshot, channel, place.user)}`,
    })),
  ];
  const found = all.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
  const open = (id: string | undefined) => {
    if (id !== undefined) go({ channel: id, thread: '' });
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') {
      event.preventDefault();
      open(found[active]?.id);
    }
    if (step === undefined || found.length === 0) return;
    event.preventDefault();
    setActive((active + step + found.length) % found.length);
  };
  return (
    <dialog ref={dialog} className="switcher" aria-label="Go to" onClose={close}>
      <input
        role="combobox"
        aria-label="Go to a conversation"
        aria-expanded="true"
        aria-controls="switcher-list"
        aria-activedescendant={`switcher-${active}`}
        placeholder="Go to…"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="switcher-list" role="listbox" aria-label="Conversations">
        {found.map(({ id, name }, index) => (
          <div
            key={id}
            id={`switcher-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={`option ${index === active ? 'active' : ''}`}
            onClick={() => open(id)}
            onKeyDown={() => undefined}
          >
            {name}
          </div>
        ))}
        {found.length === 0 && <p className="line">Nothing by this name.</p>}
      </div>
    </dialog>
  );
};
