import { useState } from 'react';
import { parseJson } from '../../../slack/json.ts';
import type { GeminiCall } from '../../gemini-call.ts';
import { Copy } from './copy.tsx';
import { Evidence } from './evidence.tsx';
import { clock, counted, dollars, usageLine } from './figures.ts';
import { useEntries } from './use-entries.ts';
import { useTick } from './use-tick.ts';

const pause = 1500;

/** JSON is set out; prose stays as it is. */
const setOut = (text: string): string => {
  const parsed = parseJson(text);
  return parsed === undefined ? text : JSON.stringify(parsed, null, 2);
};

const Inside = ({ call }: { call: GeminiCall }) => {
  const { at, model, fault, prompt, brought, answer } = call;
  return (
    <div>
      <p className="row">
        <span className="grow">
          {model}, {clock(at)}
          {brought && `, ${brought.finishReason.toLowerCase()}`}
          {fault !== undefined && <span className="problem">, fault: {fault}</span>}
        </span>
        <Copy value={() => call} />
      </p>
      {brought && <p className="summary">{usageLine(brought.usage)}</p>}
      {brought && <Evidence {...brought} />}
      <h4>Prompt</h4>
      <pre>{prompt ?? '(none)'}</pre>
      {brought?.text !== '' && (
        <>
          <h4>Answer</h4>
          <pre>{brought ? setOut(brought.text) : answer ? JSON.stringify(answer, null, 2) : '(none)'}</pre>
        </>
      )}
    </div>
  );
};

const Call = ({ call }: { call: GeminiCall }) => {
  const [open, setOpen] = useState(false);
  const isBad = call.fault !== undefined || (typeof call.outcome === 'number' && call.outcome >= 400);
  const { searchQueries = [], supports = [], usage } = call.brought ?? {};
  return (
    <details className={`request ${isBad ? 'bad' : ''}`} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="way out">{call.call ?? call.method}</span>
        <span className="grow">
          {call.stage ?? call.method} <small>{call.company}</small>
          {searchQueries.length > 0 && (
            <small className="finds">
              {counted(searchQueries.length, 'search', 'searches')}, {counted(supports.length, 'finding')}
            </small>
          )}
        </span>
        <small>{usage ? dollars(usage.costUsd) : call.outcome}</small>
      </summary>
      {open && <Inside call={call} />}
    </details>
  );
};

/** What the simulated Gemini was asked and answered, newest first. */
export const GeminiCalls = () => {
  const calls = useEntries<GeminiCall>({
    path: '/console/gemini',
    isOpen: ({ outcome }) => outcome === 'pending',
    version: useTick(pause),
  });
  const sum = (of: (usage: NonNullable<GeminiCall['brought']>['usage']) => number) =>
    calls.reduce((all, { brought }) => all + (brought ? of(brought.usage) : 0), 0);
  const usage = {
    calls: calls.length,
    groundedCalls: sum(({ groundedCalls }) => groundedCalls),
    searchQueries: sum(({ searchQueries }) => searchQueries),
    tokensIn: sum(({ tokensIn }) => tokensIn),
    tokensOut: sum(({ tokensOut }) => tokensOut),
    costUsd: sum(({ costUsd }) => costUsd),
  };
  return (
    <>
      <div className="row nowrap">
        <p className="summary grow">
          {calls.length === 0
            ? 'No call since the start: /prospect Maersk makes some.'
            : `${usageLine(usage)}, by the configured prices. Nothing is charged: this Gemini is simulated.`}
        </p>
        <Copy value={() => calls} />
      </div>
      {calls.toReversed().map((call) => (
        <Call key={call.id} call={call} />
      ))}
    </>
  );
};
