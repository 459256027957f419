import { useEffect, useState } from 'react';
import type { SeenRequest } from '../../../gemini/seen-requests.ts';
import { read } from '../workspace/control.ts';
import { Copy } from './copy.tsx';

const pause = 1500;

const Call = ({ call }: { call: SeenRequest }) => {
  const [open, setOpen] = useState(false);
  const isBad = call.fault !== undefined || (typeof call.outcome === 'number' && call.outcome >= 400);
  return (
    <details className={`request ${isBad ? 'bad' : ''}`} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="way out">{call.call ?? call.method}</span>
        <span className="grow">
          {call.stage ?? call.method} <small>{call.company}</small>
        </span>
        <small>{call.outcome}</small>
      </summary>
      {open && (
        <div>
          <p className="row">
            <span>
              {call.model}, {call.at.slice(11, 19)}
              {call.fault !== undefined && `, fault: ${call.fault}`}
            </span>
            <span className="grow" />
            <Copy value={() => call} />
          </p>
          <h4>Prompt</h4>
          <pre>{call.prompt ?? '(none)'}</pre>
        </div>
      )}
    </details>
  );
};

/** What the simulated Gemini was asked, newest first. */
export const GeminiCalls = () => {
  const [calls, setCalls] = useState<SeenRequest[]>([]);
  useEffect(() => {
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const seen = await read<SeenRequest[]>('/console/gemini').catch(() => undefined);
      if (!open) return;
      if (seen) setCalls(seen);
      timer = setTimeout(() => void look(), pause);
    };
    void look();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, []);
  const searches = calls.filter(({ call }) => call === 'grounded').length;
  return (
    <>
      <div className="row">
        <p className="summary grow">
          {calls.length} calls, {searches} of them with search. What a run cost stands in its thread.
        </p>
        <Copy value={() => calls} />
      </div>
      {calls.map((call, index) => <Call key={index} call={call} />).toReversed()}
    </>
  );
};
