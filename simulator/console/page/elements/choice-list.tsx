import { type CSSProperties, useEffect, useRef } from 'react';
import type { Choice } from './surface.ts';
import type { Offer } from './use-choices.ts';

interface ChoiceListProps {
  id: string;
  spot: CSSProperties | undefined;
  offer: Offer;
  active: number;
  chosen: string[];
  isMulti: boolean;
  choose(choice: Choice): void;
}

/** The open part of a menu. */
export const ChoiceList = ({ id, spot, offer, active, chosen, isMulti, choose }: ChoiceListProps) => {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Options"
      aria-multiselectable={isMulti}
      className="floating options"
      style={spot ?? { visibility: 'hidden' }}
    >
      {offer.choices.map((choice, index) => {
        const isFirst = choice.group !== undefined && choice.group !== offer.choices[index - 1]?.group;
        const isChosen = chosen.includes(choice.value);
        return (
          <div key={choice.value} role="presentation">
            {isFirst && <p className="group">{choice.group}</p>}
            <div
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={isChosen}
              className={`option ${index === active ? 'active' : ''}`}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(choice)}
              onKeyDown={() => undefined}
            >
              <span>
                {choice.text}
                {choice.description !== undefined && <small>{choice.description}</small>}
              </span>
              {isChosen && <span aria-hidden="true">✓</span>}
            </div>
          </div>
        );
      })}
      {offer.line !== undefined && (
        <p className="line" role="status">
          {offer.line}
        </p>
      )}
    </div>
  );
};
