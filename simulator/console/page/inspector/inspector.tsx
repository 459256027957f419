import type { ComponentType, KeyboardEvent } from 'react';
import { useStored } from '../workspace/use-stored.ts';
import { useWorkspace } from '../workspace/workspace.ts';
import { Faults } from './faults.tsx';
import { GeminiCalls } from './gemini-calls.tsx';
import { Requests } from './requests.tsx';
import { Runs } from './runs.tsx';

interface InspectorProps {
  version: number;
  close(): void;
}

/** What goes on behind the page: requests, what is stored of runs, calls of the model, and faults to set. */
export const Inspector = ({ version, close }: InspectorProps) => {
  const { about } = useWorkspace();
  const tabs: Record<string, ComponentType<{ version: number }>> = {
    Requests,
    ...(about.hasRuns && { Runs }),
    ...(about.hasGemini && { Gemini: GeminiCalls }),
    Faults,
  };
  const names = Object.keys(tabs);
  const [chosen, setTab] = useStored('inspector tab', 'Requests');
  const tab = chosen in tabs ? chosen : 'Requests';
  const Tab = tabs[tab] ?? Requests;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = (names.indexOf(tab) + step + names.length) % names.length;
    setTab(names[next] ?? 'Requests');
    [...event.currentTarget.querySelectorAll('button')][next]?.focus();
  };
  return (
    <aside className="inspector pane" aria-label="Inspector">
      <header>
        <h2>Inspector</h2>
        <span className="grow" />
        <button type="button" className="button quiet" aria-label="Close inspector" onClick={close}>
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      <div className="tabs" role="tablist" aria-label="Inspector" onKeyDown={onKeyDown}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={name === tab}
            tabIndex={name === tab ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="inside">
        <Tab version={version} />
      </div>
    </aside>
  );
};
