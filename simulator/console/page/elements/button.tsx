import { useState } from 'react';
import { asText, type Json } from '../../../slack/json.ts';
import { TextObject } from '../text/text-object.tsx';
import { useNames } from '../workspace/names.ts';
import { type Place, useSurface } from './surface.ts';
import { useConfirmed } from './use-confirmed.tsx';

const looks = { primary: 'primary', danger: 'danger' } as Record<string, string>;

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element, and `icon_button`. */
export const Button = ({ element, place, quiet = false }: { element: Json; place: Place; quiet?: boolean }) => {
  const surface = useSurface();
  const { ask, question } = useConfirmed(element);
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const label = asText(element.accessibility_label);
  const url = asText(element.url);
  const follow = useNames().follow?.(url);
  const press = async () => {
    if (follow) follow();
    else if (/^https?:/i.test(url)) window.open(url, '_blank', 'noopener');
    setState('busy');
    const ok = await surface.act({ actionId: asText(element.action_id), blockId: place.blockId });
    setState(ok ? 'idle' : 'failed');
  };
  return (
    <>
      <button
        type="button"
        className={`button ${looks[asText(element.style)] ?? ''} ${quiet ? 'quiet' : ''} ${state}`}
        {...(label !== '' && { 'aria-label': label })}
        aria-busy={state === 'busy'}
        onClick={() => state !== 'busy' && ask(() => void press())}
      >
        <TextObject text={element.text} />
        {url !== '' && !follow && <span aria-hidden="true"> ↗</span>}
      </button>
      {question}
    </>
  );
};
