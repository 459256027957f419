import { useCallback, useState } from 'react';

export interface Toast {
  id: number;
  line: string;
  from?: string;
  open?: () => void;
}

const shownFor = 7000;
let last = 0;

/** Lines that go by themselves. */
export function useToasts(): [Toast[], (toast: Omit<Toast, 'id'>) => void, (id: number) => void] {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const drop = useCallback((id: number) => setToasts((all) => all.filter((one) => one.id !== id)), []);
  const add = useCallback(
    (toast: Omit<Toast, 'id'>) => {
      last += 1;
      const id = last;
      setToasts((all) => [...all.slice(-3), { ...toast, id }]);
      setTimeout(() => drop(id), shownFor);
    },
    [drop],
  );
  return [toasts, add, drop];
}

export const Toasts = ({ toasts, drop }: { toasts: readonly Toast[]; drop: (id: number) => void }) => (
  <div className="toasts" role="status" aria-live="polite">
    {toasts.map(({ id, line, from, open }) => (
      <div key={id} className="toast">
        {open ? (
          <button
            type="button"
            className="grow"
            onClick={() => {
              open();
              drop(id);
            }}
          >
            {from !== undefined && <strong>{from}</strong>}
            <span>{line}</span>
          </button>
        ) : (
          <span className="grow">{line}</span>
        )}
        <button type="button" className="button quiet" aria-label="Dismiss" onClick={() => drop(id)}>
          <span aria-hidden="true">✕</span>
        </button>
      </div>
    ))}
  </div>
);
