import { useId } from 'react';
import { asList, asText, isJson, type Json } from '../../../slack/json.ts';
import { TextObject, wordsOf } from '../text/text-object.tsx';
import type { Place } from './surface.ts';
import { useConfirmed } from './use-confirmed.tsx';
import { useValue } from './use-value.ts';
import { listOf } from './value.ts';

/** Checkboxes and radio buttons. */
export const Choices = ({
  element,
  place,
  labelledBy,
}: {
  element: Json;
  place: Place;
  labelledBy?: string | undefined;
}) => {
  const { value, change, tell } = useValue(element, place);
  const { ask, question } = useConfirmed(element);
  const name = useId();
  const isRadio = element.type === 'radio_buttons';
  const chosen = listOf(value);
  const set = (option: string, on: boolean) => {
    const others = chosen.filter((one) => one !== option);
    const next = isRadio ? option : on ? [...others, option] : others;
    ask(() => {
      change(next);
      tell(next);
    });
  };
  const label =
    labelledBy === undefined
      ? { 'aria-label': wordsOf(element.placeholder) || 'Choices' }
      : { 'aria-labelledby': labelledBy };
  return (
    <div className="choices" role={isRadio ? 'radiogroup' : 'group'} {...label}>
      {asList(element.options)
        .filter(isJson)
        .map((option) => {
          const own = asText(option.value);
          return (
            <label key={own}>
              <input
                type={isRadio ? 'radio' : 'checkbox'}
                name={name}
                value={own}
                checked={chosen.includes(own)}
                onChange={(event) => set(own, event.target.checked)}
              />
              <span>
                <TextObject text={option.text} />
                {option.description !== undefined && (
                  <small>
                    <TextObject text={option.description} />
                  </small>
                )}
              </span>
            </label>
          );
        })}
      {question}
    </div>
  );
};
