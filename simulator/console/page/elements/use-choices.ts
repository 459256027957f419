import { useEffect, useState } from 'react';
import { asText, type Json } from '../../../slack/json.ts';
import { type Names, useNames } from '../workspace/names.ts';
import { type Choice, type Place, useSurface } from './surface.ts';
import { ownChoices } from './value.ts';

export interface Offer {
  choices: Choice[];
  state: 'ready' | 'asking' | 'short' | 'failed';
  /** What to show instead of choices. */
  line?: string;
}

const pause = 120;

const fromNames = (type: string, names: Names): Choice[] | undefined => {
  if (type.includes('users')) return names.users.map(({ id, name }) => ({ value: id, text: name }));
  if (!/conversations|channels/.test(type)) return undefined;
  return names.channels.map(({ id, name }) => ({ value: id, text: `#${name}` }));
};

const fitting = (choices: Choice[], typed: string): Choice[] => {
  const words = typed.toLowerCase();
  return choices.filter(({ text, group }) => `${text} ${group ?? ''}`.toLowerCase().includes(words));
};

/** What a menu offers for what was typed: its own options, people, conversations, or what the app answers. */
export function useChoices(element: Json, place: Place, typed: string, open: boolean): Offer {
  const surface = useSurface();
  const names = useNames();
  const type = asText(element.type);
  const isExternal = type.includes('external');
  const enough = typed.length >= Number(element.min_query_length ?? 3);
  const [answer, setAnswer] = useState<{ typed: string; offer: Offer }>();
  const actionId = asText(element.action_id);
  const { blockId } = place;
  const { options } = surface;
  useEffect(() => {
    if (!isExternal || !open || !enough) return undefined;
    let late = false;
    const answered = (offer: Offer) => late || setAnswer({ typed, offer });
    const timer = setTimeout(() => {
      options({ actionId, blockId, value: typed }).then(
        (choices) => answered({ choices, state: 'ready', ...(choices.length === 0 && { line: 'No results' }) }),
        (error: unknown) =>
          answered({ choices: [], state: 'failed', line: error instanceof Error ? error.message : String(error) }),
      );
    }, pause);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [isExternal, open, enough, typed, actionId, blockId, options]);
  if (!isExternal) {
    const choices = fitting(fromNames(type, names) ?? ownChoices(element), typed);
    return { choices, state: 'ready', ...(choices.length === 0 && { line: 'No results' }) };
  }
  if (!enough) return { choices: [], state: 'short', line: 'Type to search' };
  return answer?.typed === typed
    ? answer.offer
    : { choices: answer?.offer.choices ?? [], state: 'asking', line: 'Loading…' };
}
