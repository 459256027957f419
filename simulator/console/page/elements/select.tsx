import { type KeyboardEvent, useCallback, useId, useRef, useState } from 'react';
import { asText, type Json } from '../../../slack/json.ts';
import { wordsOf } from '../text/text-object.tsx';
import { useNames } from '../workspace/names.ts';
import { ChoiceList } from './choice-list.tsx';
import { useFloating } from './floating.ts';
import type { Choice, Place } from './surface.ts';
import { useChoices } from './use-choices.ts';
import { useConfirmed } from './use-confirmed.tsx';
import { useValue } from './use-value.ts';
import { initialChoices, listOf, ownChoices } from './value.ts';

interface SelectProps {
  element: Json;
  place: Place;
  id?: string;
  labelledBy?: string | undefined;
}

/** Every menu to choose one or several from, with type-ahead: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
export const Select = ({ element, place, id, labelledBy }: SelectProps) => {
  const { value, change, tell } = useValue(element, place);
  const { ask, question } = useConfirmed(element);
  const names = useNames();
  const list = useId();
  const field = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [met, setMet] = useState<Choice[]>([]);
  const close = useCallback(() => {
    setOpen(false);
    setTyped('');
  }, []);
  const spot = useFloating(field, open, close, 260);
  const offer = useChoices(element, place, typed, open);
  const isMulti = asText(element.type).startsWith('multi_');
  const chosen = listOf(value);
  const known: Choice[] = [
    ...met,
    ...initialChoices(element),
    ...ownChoices(element),
    ...names.users.map(({ id, name }) => ({ value: id, text: name })),
    ...names.channels.map(({ id, name }) => ({ value: id, text: `#${name}` })),
  ];
  const labelOf = (one: string) => known.find((choice) => choice.value === one)?.text ?? one;
  const set = (next: string[]) => {
    const sent = isMulti ? next : (next[0] ?? null);
    ask(() => {
      change(sent);
      tell(sent);
    });
  };
  const choose = (choice: Choice) => {
    setMet([...met, choice]);
    const without = chosen.filter((one) => one !== choice.value);
    set(isMulti ? (without.length < chosen.length ? without : [...chosen, choice.value]) : [choice.value]);
    setTyped('');
    if (!isMulti) close();
    input.current?.focus();
  };
  const show = () => {
    setActive(0);
    setOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const count = offer.choices.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (open && count > 0) setActive((active + step + count) % count);
      else show();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const choice = offer.choices[active];
      if (open && choice) choose(choice);
      else show();
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab') close();
    else if (event.key === 'Backspace' && typed === '' && chosen.length > 0) set(chosen.slice(0, -1));
  };
  const placeholder = wordsOf(element.placeholder) || (isMulti ? 'Choose…' : 'Choose an option');
  const name = labelledBy === undefined ? { 'aria-label': placeholder } : { 'aria-labelledby': labelledBy };
  return (
    <div ref={field} className={`select ${open ? 'open' : ''}`}>
      {isMulti &&
        chosen.map((one) => (
          <span key={one} className="chip">
            {labelOf(one)}
            <button
              type="button"
              aria-label={`Remove ${labelOf(one)}`}
              onClick={() => set(chosen.filter((other) => other !== one))}
            >
              <span aria-hidden="true">×</span>
            </button>
          </span>
        ))}
      <input
        ref={input}
        {...(id !== undefined && { id })}
        role="combobox"
        {...name}
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        {...(open && offer.choices[active] && { 'aria-activedescendant': `${list}-${active}` })}
        autoComplete="off"
        value={open || isMulti ? typed : chosen.map(labelOf).join('')}
        placeholder={
          open && chosen[0] !== undefined && !isMulti
            ? labelOf(chosen[0])
            : chosen.length > 0 && isMulti
              ? ''
              : placeholder
        }
        onChange={(event) => {
          setTyped(event.target.value);
          show();
        }}
        onClick={() => (open ? close() : show())}
        onKeyDown={onKeyDown}
      />
      <span className="caret" aria-hidden="true">
        ▾
      </span>
      {open && (
        <ChoiceList
          id={list}
          spot={spot}
          offer={offer}
          active={active}
          chosen={chosen}
          isMulti={isMulti}
          choose={choose}
        />
      )}
      {question}
    </div>
  );
};
