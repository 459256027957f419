import { type KeyboardEvent, useEffect, useRef } from 'react';
import { asJson, asList, asText, type Json } from '../../../slack/json.ts';
import { wordsOf } from '../text/text-object.tsx';
import type { Place } from './surface.ts';
import { useValue } from './use-value.ts';
import { listOf } from './value.ts';

const modes = { email_text_input: 'email', url_text_input: 'url', number_input: 'decimal' } as const;

/** Text, address, number and (as plain text) rich text: the form is checked on submission, as Slack does. */
export const TextInput = ({
  element,
  place,
  id,
  describedBy,
}: {
  element: Json;
  place: Place;
  id: string;
  describedBy?: string | undefined;
}) => {
  const { value, change, tell } = useValue(element, place);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const type = asText(element.type);
  const isLong = element.multiline === true || type === 'rich_text_input';
  const isFocused = element.focus_on_load === true;
  useEffect(() => {
    if (isFocused) field.current?.focus();
  }, [isFocused]);
  const triggers = asList(asJson(element.dispatch_action_config).trigger_actions_on);
  const onEnter = triggers.length === 0 || triggers.includes('on_enter_pressed');
  const text = listOf(value).join('\n');
  const shared = {
    ref: field,
    id,
    value: text,
    'aria-describedby': describedBy,
    'aria-invalid': describedBy?.includes('error') === true,
    placeholder: wordsOf(element.placeholder),
    ...(typeof element.max_length === 'number' && { maxLength: element.max_length }),
    onChange: (event: { target: { value: string } }) => {
      change(event.target.value);
      if (triggers.includes('on_character_entered')) tell(event.target.value);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.nativeEvent.isComposing || isLong) return;
      if (place.input?.dispatch_action === true && onEnter) {
        event.preventDefault();
        tell(text);
      }
    },
  };
  if (isLong) return <textarea {...shared} rows={Number(element.min_lines ?? 3)} />;
  return <input {...shared} type="text" inputMode={modes[type as keyof typeof modes] ?? 'text'} />;
};
