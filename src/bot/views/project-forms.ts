import type { ModalView } from '@slack/types';
import type { ContextMode, Project } from '../../domain/project.ts';
import type { Run } from '../../domain/run.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { teamVisible } from '../../domain/visibility.ts';
import { homeForms } from '../action-ids.ts';
import { count } from './figures.ts';
import { day, option } from './home-blocks.ts';
import { choiceInput, conversationInput, form, textInput } from './home-inputs.ts';
import type { FormMetadata } from './home-state.ts';
import { paragraph } from './inert.ts';

export const projectBlocks = {
  name: 'name',
  companyName: 'company',
  domain: 'domain',
  description: 'description',
  contextMode: 'context_mode',
  tags: 'tags',
} as const;

const contextOptions = [
  option('accumulate', 'Build on what is known (earlier runs, stars, notes)'),
  option('fresh', 'Start fresh, without what is known'),
  option('fork', 'Start from one earlier iteration'),
];

const contextInput = (chosen: ContextMode, options = contextOptions) =>
  choiceInput(projectBlocks.contextMode, 'What new research starts from', options, { chosen });

export const newProjectForm = (metadata: FormMetadata): ModalView =>
  form(homeForms.project, { title: 'New project', submit: 'Create', metadata }, [
    textInput(projectBlocks.name, 'Name', { max: 255, hint: 'Everybody of this workspace sees the project.' }),
    textInput(projectBlocks.companyName, 'Company', { max: 255 }),
    textInput(projectBlocks.domain, 'Domain', {
      max: 255,
      optional: true,
      hint: 'acme.com says exactly which company is meant.',
    }),
    textInput(projectBlocks.description, 'Description', { max: 2000, optional: true, multiline: true }),
    contextInput('accumulate', contextOptions.slice(0, 2)),
    textInput(projectBlocks.tags, 'Tags', { optional: true, hint: 'At most 12, separated by commas.' }),
  ]);

export const editProjectForm = (project: Project, metadata: FormMetadata): ModalView =>
  form(homeForms.projectEdit, { title: 'Edit project', submit: 'Save', metadata }, [
    textInput(projectBlocks.name, 'Name', { max: 255, initial: project.name }),
    textInput(projectBlocks.description, 'Description', {
      max: 2000,
      optional: true,
      multiline: true,
      initial: project.description,
    }),
    contextInput(project.contextMode, contextOptions.slice(0, 2)),
    textInput(projectBlocks.tags, 'Tags', {
      optional: true,
      hint: 'At most 12, separated by commas.',
      initial: project.tags.join(', '),
    }),
  ]);

/** Says what goes before anything does. */
export const deleteProjectForm = (project: Project, metadata: FormMetadata): ModalView =>
  form(homeForms.projectDelete, { title: 'Delete project', submit: 'Delete', metadata }, [
    paragraph(`Delete “${cut(cleanLine(project.name), 255)}”?`),
    paragraph(
      [
        `Goes: the project, ${count(project.stars, 'starred result')} and ${count(project.notes, 'note')}.`,
        `Stays: its ${count(project.iterations, 'iteration')} with their threads and files, no longer held together.`,
        'It cannot be brought back. Archive keeps everything and takes no new research.',
      ].join('\n'),
    ),
  ]);

export const iterationBlocks = {
  channel: 'channel',
  mode: 'mode',
  contextMode: 'context_mode',
  basedOn: 'based_on',
  focus: 'focus',
} as const;

const modeOptions = [
  option('standard', 'Standard: all topics, about three minutes'),
  option('quick', 'Quick: four topics, about two minutes'),
  option('deep', 'Deep: standard and a research agent, up to an hour'),
];

/** `earlier`: iterations with a report, newest first; `channel`: where the account's research stands so far. */
export const iterationForm = (
  project: Project,
  { earlier, channel }: { earlier: readonly Run[]; channel: string | undefined },
  metadata: FormMetadata,
): ModalView =>
  form(homeForms.iterate, { title: 'New iteration', submit: 'Start', metadata }, [
    paragraph(`${cut(cleanLine(project.companyName), 255)}, iteration ${project.iterations + 1}`),
    ...(project.visibility === teamVisible
      ? [
          conversationInput(iterationBlocks.channel, 'Where its thread opens', {
            optional: true,
            initial: channel,
            hint: 'Results belong to that channel. Without one: a direct message, which only you see.',
          }),
        ]
      : []),
    choiceInput(iterationBlocks.mode, 'How deep', modeOptions, { chosen: 'standard' }),
    contextInput(project.contextMode, earlier.length > 0 ? contextOptions : contextOptions.slice(0, 2)),
    ...(earlier.length > 0
      ? [
          choiceInput(
            iterationBlocks.basedOn,
            'Iteration to start from',
            earlier.map(({ id, iteration, createdAt }) =>
              option(id, `Iteration ${iteration ?? '–'}, ${day(createdAt)}`),
            ),
            { optional: true, hint: 'Only for “Start from one earlier iteration”.' },
          ),
        ]
      : []),
    textInput(iterationBlocks.focus, 'Focus', {
      optional: true,
      multiline: true,
      hint: 'What you want to know or offer this time.',
    }),
  ]);

export const noteBlock = 'note';

export const noteForm = (metadata: FormMetadata): ModalView =>
  form(homeForms.note, { title: 'Add note', submit: 'Save', metadata }, [
    textInput(noteBlock, 'Note', {
      multiline: true,
      hint: 'Whoever sees the project reads it; the next iteration does too.',
    }),
  ]);
