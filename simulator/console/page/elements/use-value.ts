import type { Json } from '../../../slack/json.ts';
import { keyOf, type Place, useSurface } from './surface.ts';
import { initialValue } from './value.ts';

type Value = string | string[] | null;

/** The element's value, and how it is changed: told to the app at once unless it waits for the form. */
export function useValue(
  element: Json,
  place: Place,
): { value: Value | undefined; change(next: Value): void; tell(next: Value): void } {
  const surface = useSurface();
  const key = keyOf(element, place);
  const isTold = !place.input || place.input.dispatch_action === true;
  const tell = (next: Value) => {
    if (isTold) void surface.act({ actionId: String(element.action_id), blockId: place.blockId, value: next });
  };
  return {
    value: surface.entered[key] ?? (key in surface.entered ? null : initialValue(element)),
    change: (next) => surface.enter(key, next),
    tell,
  };
}
