import type { ModalView } from '@slack/types';
import type { EditablePart } from '../../domain/edits.ts';
import { threadForms } from '../action-ids.ts';
import { context, paragraph } from './inert.ts';
import type { ThreadMetadata } from './thread-buttons.ts';
import { formView, textInput } from './thread-forms.ts';

/** A form with the present words of an output. `metadata.version` says which version they are of. */
export const editForm = (metadata: ThreadMetadata, parts: readonly EditablePart[]): ModalView =>
  formView({
    callback: threadForms.edit,
    metadata,
    title: 'Edit',
    submit: 'Save as new version',
    blocks: [
      paragraph(
        'What you change is kept as a new version in your name and loses its source numbers: no source says it in your words. What you leave as it is keeps them.',
      ),
      ...parts.slice(0, 90).map(({ id, label, text, isList }) =>
        textInput(id, label, {
          initial: text,
          optional: true,
          ...(isList && { hint: 'One item a line.' }),
        }),
      ),
      context('Documents are made again with your words.'),
    ],
  });
