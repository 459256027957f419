import type { Trouble } from '../../trouble.ts';
import { control, surroundings } from '../workspace/control.ts';
import { useWorkspace } from '../workspace/workspace.ts';
import { geminiFaults, slackFaults } from './known-faults.ts';
import { useLooked } from './use-looked.ts';

interface MakeProps {
  name: string;
  expect: string;
  make(): Promise<unknown>;
}

const Make = ({ name, expect, make }: MakeProps) => (
  <li>
    <button type="button" className="button" onClick={() => void make()}>
      {name}
    </button>
    <small>{expect}</small>
  </li>
);

const inWords = ({ slack, gemini, tokenRevoked, triggersExpired }: Trouble): string[] => [
  ...(tokenRevoked ? ['The app’s token is revoked until it is given back'] : []),
  ...(triggersExpired ? ['Triggers expire at once until they are set right'] : []),
  ...slack.map(
    ({ method, kind, count, error }) => `${error ?? kind} on ${method === '*' ? 'any call' : method}, ${count} left`,
  ),
  ...gemini.map(({ kind, times }) => `Gemini: ${kind}, ${times ?? 'without end'} left`),
];

/** Trouble on demand, so that what the app makes of it can be seen. */
export const Faults = () => {
  const { about, place, tell } = useWorkspace();
  const { team } = place;
  const [set, look] = useLooked<Trouble>(`/console/faults?${new URLSearchParams({ team })}`);
  const { tokenRevoked = false, triggersExpired = false } = set ?? {};
  const made = async (answer: Promise<{ ok?: unknown; userSees?: unknown }>, line: string) => {
    const { ok, userSees } = await answer;
    tell(ok === true ? line : String(userSees));
    await look();
  };
  const clear = async () => {
    await control('clearFaults', {});
    await control('triggerLife', {});
    if (tokenRevoked) await control('changeTokens', { team, revoked: false });
    if (about.hasGemini) await surroundings('gemini/clearFaults');
    await look();
  };
  const waiting = set ? inWords(set) : [];
  return (
    <div className="faults">
      <section aria-label="What is set">
        <h3>What is set</h3>
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
            <Make key={name} name={name} expect={expect} make={() => made(control('fault', fault), `Set: ${name}.`)} />
          ))}
          <Make
            name="Send the last event again"
            expect="Nothing happens twice."
            make={() => made(control('redeliver', {}), 'Sent again.')}
          />
          <Make
            name={triggersExpired ? 'Let triggers live 3 s again' : 'Expire triggers at once'}
            expect="Forms do not open; the person is told to try again."
            make={() =>
              made(
                control('triggerLife', triggersExpired ? {} : { milliseconds: 0 }),
                triggersExpired ? 'Triggers live three seconds again.' : 'Triggers expire at once from now on.',
              )
            }
          />
          <Make
            name={tokenRevoked ? 'Give the token back' : 'Revoke the app’s token'}
            expect="New research waits and says why; running research goes on unseen. With the token back, Try again or the same /prospect shows it."
            make={() =>
              made(
                control('changeTokens', { team, revoked: !tokenRevoked }),
                tokenRevoked ? 'The token is good again.' : 'The token is revoked.',
              )
            }
          />
        </ul>
      </section>
      {about.hasGemini && (
        <section aria-label="Gemini">
          <h3>Gemini</h3>
          <ul>
            {geminiFaults.map(({ name, expect, fault }) => (
              <Make
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
            <Make
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
