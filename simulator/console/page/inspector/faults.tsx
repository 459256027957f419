import { useCallback, useEffect, useState } from 'react';
import type { Fault as SlackFault } from '../../../slack/faults.ts';
import { control, read, surroundings } from '../workspace/control.ts';
import { useWorkspace } from '../workspace/workspace.ts';
import { geminiFaults, slackFaults } from './known-faults.ts';

interface Coming {
  slack: SlackFault[];
  gemini: { kind: string; times?: number | null }[];
}

const pause = 1500;
const none: Coming = { slack: [], gemini: [] };

interface TroubleProps {
  name: string;
  expect: string;
  make(): Promise<unknown>;
}

const Trouble = ({ name, expect, make }: TroubleProps) => (
  <li>
    <button type="button" className="button" onClick={() => void make()}>
      {name}
    </button>
    <small>{expect}</small>
  </li>
);

/** Trouble on demand, so that what the app makes of it can be seen. */
export const Faults = () => {
  const { about, tell } = useWorkspace();
  const [coming, setComing] = useState(none);
  const look = useCallback(async () => setComing(await read<Coming>('/console/faults').catch(() => none)), []);
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), pause);
    return () => clearInterval(timer);
  }, [look]);
  const made = async (answer: Promise<{ ok?: unknown; userSees?: unknown }>, line: string) => {
    const { ok, userSees } = await answer;
    tell(ok === true ? line : String(userSees));
    await look();
  };
  const clear = async () => {
    await control('clearFaults', {});
    if (about.hasGemini) await surroundings('gemini/clearFaults');
    await look();
  };
  const waiting = [
    ...coming.slack.map(
      ({ method, kind, count, error }) => `${error ?? kind} on ${method === '*' ? 'any call' : method}, ${count} left`,
    ),
    ...coming.gemini.map(({ kind, times }) => `Gemini: ${kind}, ${times ?? 'without end'} left`),
  ];
  return (
    <div className="faults">
      <section aria-label="Still to come">
        <h3>Still to come</h3>
        {waiting.length === 0 ? (
          <p className="summary">No fault is set.</p>
        ) : (
          <ul>
            {waiting.map((line, index) => (
              <li key={index}>{line}</li>
            ))}
          </ul>
        )}
        <button type="button" className="button" onClick={() => void clear()}>
          Clear all faults
        </button>
      </section>
      <section aria-label="Slack">
        <h3>Slack</h3>
        <ul>
          {slackFaults.map(({ name, expect, fault }) => (
            <Trouble
              key={name}
              name={name}
              expect={expect}
              make={() => made(control('fault', fault), `Set: ${name}.`)}
            />
          ))}
          <Trouble
            name="Send the last event again"
            expect="Nothing happens twice."
            make={() => made(control('redeliver', {}), 'Sent again.')}
          />
        </ul>
      </section>
      {about.hasGemini && (
        <section aria-label="Gemini">
          <h3>Gemini</h3>
          <ul>
            {geminiFaults.map(({ name, expect, fault }) => (
              <Trouble
                key={name}
                name={name}
                expect={expect}
                make={() => made(surroundings('gemini/faults', fault), `Set: ${name}.`)}
              />
            ))}
          </ul>
        </section>
      )}
      {about.canKill && (
        <section aria-label="The app">
          <h3>The app</h3>
          <ul>
            <Trouble
              name="Kill the app"
              expect="It is started again at once; running research goes on where it was, nothing is paid twice."
              make={() => made(surroundings('kill'), 'The app was killed and is back.')}
            />
          </ul>
        </section>
      )}
    </div>
  );
};
