import { type ReactNode, useState } from 'react';
import { isJson, type Json } from '../../../slack/json.ts';
import { Confirm } from './confirm.tsx';

/** Runs something at once, or after the element's question was answered. */
export function useConfirmed(element: Json): { ask(go: () => void): void; question: ReactNode } {
  const [waiting, setWaiting] = useState<{ go: () => void }>();
  const { confirm } = element;
  return {
    ask: (go) => (isJson(confirm) ? setWaiting({ go }) : go()),
    question: waiting && isJson(confirm) && (
      <Confirm
        confirm={confirm}
        answer={(yes) => {
          setWaiting(undefined);
          if (yes) waiting.go();
        }}
      />
    ),
  };
}
