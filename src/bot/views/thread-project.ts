import type { KnownBlock, ModalView } from '@slack/types';
import { threadForms, threadProjectPick } from '../action-ids.ts';
import { context, paragraph, plain } from './inert.ts';
import type { ThreadMetadata } from './thread-buttons.ts';
import { formView, textInput } from './thread-forms.ts';

export const projectFields = { project: 'project', name: 'project_name', note: 'note' } as const;

/** Choose a project, or name a new one. */
const pick = (company: string): KnownBlock[] => [
  {
    type: 'input',
    block_id: projectFields.project,
    label: plain('Project'),
    optional: true,
    element: {
      type: 'external_select',
      action_id: threadProjectPick,
      placeholder: plain('Find a project by name or company'),
      min_query_length: 0,
    },
  },
  textInput(projectFields.name, 'Or a new project', {
    optional: true,
    multiline: false,
    max: 255,
    hint: `Leave the field above empty then. For example: ${company} 2027`.slice(0, 150),
  }),
];

export const saveForm = (metadata: ThreadMetadata, company: string): ModalView =>
  formView({
    callback: threadForms.save,
    metadata,
    title: 'Save to a project',
    submit: 'Save',
    blocks: [
      paragraph(
        metadata.star === undefined
          ? 'A project keeps the research on an account together: iterations, stars and notes.'
          : 'A star belongs to a project. Choose one, and this research and the star go into it.',
      ),
      ...pick(company),
    ],
  });

/** Without a project the research goes into one first. */
export const noteForm = (metadata: ThreadMetadata, company: string, project: string | undefined): ModalView =>
  formView({
    callback: threadForms.note,
    metadata,
    title: 'Add a note',
    submit: 'Add',
    blocks: [
      textInput(projectFields.note, 'Note', { hint: 'Later research in this project reads it.' }),
      ...(project === undefined
        ? [paragraph('A note belongs to a project. Where shall this research go?'), ...pick(company)]
        : [context(`Goes into the project ${project}.`)]),
    ],
  });
