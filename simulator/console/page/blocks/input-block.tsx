import { useId } from 'react';
import { asJson, asText, type Json } from '../../../slack/json.ts';
import { Choices } from '../elements/choices.tsx';
import { FileInput } from '../elements/file-input.tsx';
import { Select } from '../elements/select.tsx';
import { useSurface } from '../elements/surface.ts';
import { TextInput } from '../elements/text-input.tsx';
import { TimeInput } from '../elements/time-input.tsx';
import { TextObject } from '../text/text-object.tsx';
import { Unknown } from './unknown.tsx';

interface FieldProps {
  block: Json;
  id: string;
  labelId: string;
  describedBy: string | undefined;
}

const Field = ({ block, id, labelId, describedBy }: FieldProps) => {
  const element = asJson(block.element);
  const type = asText(element.type);
  const place = { blockId: asText(block.block_id), input: block };
  if (/text_input$|^number_input$/.test(type))
    return <TextInput element={element} place={place} id={id} describedBy={describedBy} />;
  if (/picker$/.test(type)) return <TimeInput element={element} place={place} id={id} />;
  if (type === 'checkboxes' || type === 'radio_buttons')
    return <Choices element={element} place={place} labelledBy={labelId} />;
  if (type.endsWith('select')) return <Select element={element} place={place} id={id} labelledBy={labelId} />;
  if (type === 'file_input') return <FileInput element={element} place={place} id={id} />;
  if (type === 'rich_text_input')
    return <TextInput element={element} place={place} id={id} describedBy={describedBy} />;
  return <Unknown block={element} />;
};

/** A labelled field; what the app or Slack says against its value stands below it. */
export const InputBlock = ({ block }: { block: Json }) => {
  const id = useId();
  const { errors } = useSurface();
  const error = errors[asText(block.block_id)];
  const hasHint = block.hint !== undefined;
  // Several boxes are a group with a name, not one field with a label.
  const Label = /^(checkboxes|radio_buttons)$/.test(asText(asJson(block.element).type)) ? 'div' : 'label';
  const described = [error !== undefined ? `${id}-error` : '', hasHint ? `${id}-hint` : ''].filter(Boolean).join(' ');
  return (
    <div className={`input ${error === undefined ? '' : 'wrong'}`} data-block={asText(block.block_id)}>
      <Label className="label" id={`${id}-label`} {...(Label === 'label' && { htmlFor: id })}>
        <TextObject text={block.label} />
        {block.optional === true && <small> (optional)</small>}
      </Label>
      <Field block={block} id={id} labelId={`${id}-label`} describedBy={described === '' ? undefined : described} />
      {error !== undefined && (
        <p id={`${id}-error`} className="problem" role="alert">
          {error}
        </p>
      )}
      {hasHint && (
        <small id={`${id}-hint`} className="hint">
          <TextObject text={block.hint} />
        </small>
      )}
    </div>
  );
};
