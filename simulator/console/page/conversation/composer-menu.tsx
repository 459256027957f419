import { useCallback, useRef, useState } from 'react';
import { useFloating } from '../elements/floating.ts';
import { control } from '../workspace/control.ts';
import { actorOf, useWorkspace } from '../workspace/workspace.ts';

/** The plus of the composer: a file, and the app's global shortcuts. */
export const ComposerMenu = ({ attach }: { attach(file: File): Promise<void> }) => {
  const workspace = useWorkspace();
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const anchor = useRef<HTMLButtonElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const spot = useFloating(anchor, open, close, 240);
  const run = async (callbackId: string) => {
    close();
    const outcome = await control('shortcut', { ...actorOf(workspace), callbackId });
    if (!outcome.ok) workspace.tell(outcome.userSees ?? outcome.error ?? 'That did not work.');
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="plus"
        aria-label="Shortcuts and files"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      >
        <span aria-hidden="true">+</span>
      </button>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label="File to upload"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void attach(file);
          event.target.value = '';
        }}
      />
      {open && (
        <div role="menu" className="floating menu" style={spot ?? { visibility: 'hidden' }}>
          {workspace.about.shortcuts
            .filter(({ type }) => type === 'global')
            .map(({ name, callbackId }) => (
              <button key={callbackId} type="button" role="menuitem" onClick={() => void run(callbackId)}>
                {name}
                <small>Shortcut of {workspace.snapshot.app.name}</small>
              </button>
            ))}
          <button
            type="button"
            role="menuitem"
            onClick={() => {
              close();
              picker.current?.click();
            }}
          >
            Upload a file
          </button>
        </div>
      )}
    </>
  );
};
