import { asText, type Json } from '../../../slack/json.ts';
import { Picture } from '../blocks/picture.tsx';
import { TextObject } from '../text/text-object.tsx';
import { Button } from './button.tsx';
import { Choices } from './choices.tsx';
import { Feedback } from './feedback.tsx';
import { Overflow } from './overflow.tsx';
import { Select } from './select.tsx';
import type { Place } from './surface.ts';
import { TextInput } from './text-input.tsx';
import { TimeInput } from './time-input.tsx';

/** Any element outside of input blocks; one that is not known here shows its JSON. */
export const Element = ({ element, place }: { element: Json; place: Place }) => {
  const type = asText(element.type);
  switch (type) {
    case 'button':
    case 'workflow_button':
      return <Button element={element} place={place} />;
    case 'icon_button':
      return <Button element={element} place={place} quiet />;
    case 'feedback_buttons':
      return <Feedback element={element} place={place} />;
    case 'overflow':
      return <Overflow element={element} place={place} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <Choices element={element} place={place} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <TimeInput element={element} place={place} />;
    case 'rich_text_input':
      return <TextInput element={element} place={place} id={asText(element.action_id)} />;
    case 'image':
      return <Picture image={element} className="thumb" />;
    case 'plain_text':
    case 'mrkdwn':
      return (
        <span>
          <TextObject text={element} />
        </span>
      );
    default:
      if (type.endsWith('select')) return <Select element={element} place={place} />;
      return <code className="unknown">{JSON.stringify(element)}</code>;
  }
};
