import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { asList, asText, isJson, type Json } from '../../../slack/json.ts';
import { wordsOf } from '../text/text-object.tsx';
import { useFloating } from './floating.ts';
import { type Place, useSurface } from './surface.ts';
import { useConfirmed } from './use-confirmed.tsx';

/** https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element */
export const Overflow = ({ element, place }: { element: Json; place: Place }) => {
  const surface = useSurface();
  const { ask, question } = useConfirmed(element);
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const anchor = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const spot = useFloating(anchor, open, close, 220);
  useEffect(() => {
    if (spot) menu.current?.querySelector('button')?.focus();
  }, [spot]);
  const choose = (option: Json) => {
    close();
    anchor.current?.focus();
    ask(() => {
      const url = asText(option.url);
      if (/^https?:/i.test(url)) window.open(url, '_blank', 'noopener');
      const value = asText(option.value);
      void surface.act({ actionId: asText(element.action_id), blockId: place.blockId, value });
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
      anchor.current?.focus();
    }
    if (step === undefined) return;
    event.preventDefault();
    items[(at + step + items.length) % items.length]?.focus();
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="button overflow"
        aria-label="More actions"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">⋯</span>
      </button>
      {open && (
        <div
          ref={menu}
          role="menu"
          className="floating menu"
          style={spot ?? { visibility: 'hidden' }}
          onKeyDown={onKeyDown}
        >
          {asList(element.options)
            .filter(isJson)
            .map((option, index) => (
              <button key={index} type="button" role="menuitem" tabIndex={-1} onClick={() => choose(option)}>
                {wordsOf(option.text)}
                {option.description !== undefined && <small>{wordsOf(option.description)}</small>}
              </button>
            ))}
        </div>
      )}
      {question}
    </>
  );
};
