import { useState } from 'react';
import { asJson, asText, type Json } from '../../../slack/json.ts';
import { Thumb } from '../frame/icons.tsx';
import { wordsOf } from '../text/text-object.tsx';
import { type Place, useSurface } from './surface.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element */
export const Feedback = ({ element, place }: { element: Json; place: Place }) => {
  const surface = useSurface();
  const [chosen, setChosen] = useState('');
  const choose = async (side: 'positive' | 'negative') => {
    const ok = await surface.act({ actionId: asText(element.action_id), blockId: place.blockId, value: side });
    if (ok) setChosen(side);
  };
  return (
    <span className="feedback">
      {(['positive', 'negative'] as const).map((side) => {
        const button = asJson(element[`${side}_button`]);
        const words = wordsOf(button.text);
        return (
          <button
            key={side}
            type="button"
            className={`button quiet ${chosen === side ? 'chosen' : ''}`}
            aria-label={asText(button.accessibility_label) || words}
            aria-pressed={chosen === side}
            onClick={() => void choose(side)}
          >
            <Thumb down={side === 'negative'} /> {words}
          </button>
        );
      })}
    </span>
  );
};
