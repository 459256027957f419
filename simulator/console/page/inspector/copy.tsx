import { useState } from 'react';

/** Puts something into the clipboard as JSON. */
export const Copy = ({ value }: { value: () => unknown }) => {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(value(), null, 2)).catch(() => undefined);
    setDone(true);
    setTimeout(() => setDone(false), 1500);
  };
  return (
    <button type="button" className="button quiet" onClick={() => void copy()}>
      {done ? 'Copied' : 'Copy as JSON'}
    </button>
  );
};
