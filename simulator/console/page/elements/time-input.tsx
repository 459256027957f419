import { asText, type Json } from '../../../slack/json.ts';
import { wordsOf } from '../text/text-object.tsx';
import type { Place } from './surface.ts';
import { useValue } from './use-value.ts';
import { listOf } from './value.ts';

const types = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' } as const;
const minute = 60_000;

/** Local time as the field wants it, of Unix seconds. */
function localOf(seconds: string): string {
  const date = new Date(Number(seconds) * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * minute).toISOString().slice(0, 16);
}

/** A date, a time of day, or both (then in Unix seconds). */
export const TimeInput = ({ element, place, id }: { element: Json; place: Place; id?: string | undefined }) => {
  const { value, change, tell } = useValue(element, place);
  const type = types[asText(element.type) as keyof typeof types] ?? 'date';
  const given = listOf(value)[0] ?? '';
  const isBoth = type === 'datetime-local';
  const name = id === undefined ? { 'aria-label': wordsOf(element.placeholder) || 'Choose a date' } : { id };
  return (
    <input
      {...name}
      type={type}
      value={isBoth && given !== '' ? localOf(given) : given}
      onChange={(event) => {
        const typed = event.target.value;
        const next = typed === '' ? null : isBoth ? String(Math.floor(new Date(typed).getTime() / 1000)) : typed;
        change(next);
        tell(next);
      }}
    />
  );
};
