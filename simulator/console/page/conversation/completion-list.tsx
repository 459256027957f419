import type { Completion } from './completion.ts';

interface CompletionListProps {
  id: string;
  offered: readonly Completion[];
  active: number | undefined;
  take(index: number): void;
}

export const CompletionList = ({ id, offered, active, take }: CompletionListProps) => (
  <div id={id} role="listbox" aria-label="Suggestions" className="completions">
    {offered.map(({ label, hint }, index) => (
      <div
        key={label}
        id={`${id}-${index}`}
        role="option"
        tabIndex={-1}
        aria-selected={index === active}
        className={`option ${index === active ? 'active' : ''}`}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => take(index)}
        onKeyDown={() => undefined}
      >
        <strong>{label}</strong>
        <small>{hint}</small>
      </div>
    ))}
  </div>
);
