import { createContext, useContext } from 'react';
import type { Entered } from '../../../slack/app/element-state.ts';
import type { Json } from '../../../slack/json.ts';

/** One thing to choose. */
export interface Choice {
  value: string;
  text: string;
  description?: string;
  group?: string;
}

export interface ElementAt {
  actionId: string;
  blockId: string;
}

/** The message, modal or home tab that blocks stand on, and what they can do there. */
export interface Surface {
  /** Sends a click or a choice; false when the app did not take it. */
  act(action: ElementAt & { value?: string | string[] | null }): Promise<boolean>;
  /** Asks the app for options of a menu; throws with the line to show. */
  options(asked: ElementAt & { value: string }): Promise<Choice[]>;
  /** What was entered, by block id (inputs) or action id (others). */
  entered: Entered;
  enter(key: string, value: string | string[] | null): void;
  /** What stands at the fields, by block id. */
  errors: Record<string, string>;
  /** For file inputs: stores the file, gives its id. */
  upload?(file: File): Promise<string>;
}

const nowhere: Surface = {
  act: async () => false,
  options: async () => [],
  entered: {},
  enter: () => undefined,
  errors: {},
};

export const SurfaceContext = createContext<Surface>(nowhere);
export const useSurface = (): Surface => useContext(SurfaceContext);

/** The block an element stands in, as far as elements need to know. */
export interface Place {
  blockId: string;
  /** In an input block values are sent with the form, or at once when the block says so. */
  input?: Json;
}

/** Under what an element's value is kept. */
export const keyOf = (element: Json, place: Place): string => (place.input ? place.blockId : String(element.action_id));
