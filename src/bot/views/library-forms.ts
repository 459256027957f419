import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { ClientProfile, MemoryEntry, PlayLibraryItem } from '../../domain/memory.ts';
import type { MemoryHit } from '../../domain/ports/memory.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { verticalLabel, verticals } from '../../domain/vertical.ts';
import { homeActions, homeForms } from '../action-ids.ts';
import { button, option, row } from './home-blocks.ts';
import { choiceInput, form, inputCharacters, textInput } from './home-inputs.ts';
import type { FormMetadata } from './home-state.ts';
import { context, header, paragraph, plain } from './inert.ts';
import { entryKinds, playKinds } from './library-page.ts';

export const memoryBlocks = {
  text: 'text',
  title: 'title',
  content: 'content',
  whenToUse: 'when',
  kind: 'kind',
  vertical: 'vertical',
  tags: 'tags',
  companyName: 'company',
  size: 'size',
  region: 'region',
  contacts: 'contacts',
  summary: 'summary',
} as const;

const shared = 'Everybody of this workspace sees it.';
const options = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => option(value, label));
const verticalInput = (chosen: string | undefined, optional: boolean): InputBlock =>
  choiceInput(
    memoryBlocks.vertical,
    'Vertical',
    verticals.map((vertical) => option(vertical, verticalLabel(vertical))),
    {
      chosen,
      ...(optional && { optional: true }),
    },
  );

/** What is longer than Slack's inputs is left as it is, and that is said. */
const contentInput = (label: string, initial: string): KnownBlock =>
  initial.length > inputCharacters
    ? context(`${label}: longer than a form in Slack can hold (${initial.length} characters), so it stays as it is.`)
    : textInput(memoryBlocks.content, label, { multiline: true, initial });

export const searchForm = (metadata: FormMetadata): ModalView =>
  form(homeForms.search, { title: 'Search memory', submit: 'Search', metadata }, [
    textInput(memoryBlocks.text, 'Words', { max: 500, hint: 'A company, a vertical, a problem, an objection …' }),
  ]);

const hitKinds = { client: 'Client profile', entry: 'Entry', play: 'Play' } as const;
const editors = { client: homeActions.clientEdit, entry: homeActions.entryEdit, play: homeActions.playEdit } as const;

/** Takes the form's place. */
export const searchResults = (text: string, hits: readonly MemoryHit[], metadata: FormMetadata): ModalView => ({
  type: 'modal',
  private_metadata: JSON.stringify(metadata),
  title: plain('Search memory'),
  close: plain('Close'),
  blocks: [
    paragraph(
      hits.length === 0
        ? `Nothing in the memory has these words: ${cut(cleanLine(text), 200)}. Try fewer or other words; /prospect memory searches by meaning too.`
        : `Found for: ${cut(cleanLine(text), 200)}`,
    ),
    ...hits.map(({ kind, id, title, content }) =>
      row(
        `${cut(cleanLine(title), 160)}\n${hitKinds[kind]}\n${cut(cleanLine(content), 350)}`,
        button(editors[kind], 'Open', { value: id, label: `Open ${title}` }),
      ),
    ),
  ],
});

export const playForm = (play: PlayLibraryItem | undefined, metadata: FormMetadata): ModalView =>
  form(homeForms.play, { title: play ? 'Edit play' : 'New play', submit: 'Save', metadata }, [
    textInput(memoryBlocks.title, 'Title', { max: 255, hint: shared, ...(play && { initial: play.title }) }),
    choiceInput(memoryBlocks.kind, 'Kind', options(playKinds), { chosen: play?.kind ?? 'pitch' }),
    contentInput('What to say', play?.content ?? ''),
    textInput(memoryBlocks.whenToUse, 'When to use it', {
      max: 600,
      optional: true,
      multiline: true,
      ...(play && { initial: play.whenToUse }),
    }),
    verticalInput(play?.vertical, true),
  ]);

export const entryForm = (entry: MemoryEntry | undefined, metadata: FormMetadata): ModalView =>
  form(homeForms.entry, { title: entry ? 'Edit entry' : 'New entry', submit: 'Save', metadata }, [
    textInput(memoryBlocks.title, 'Title', { max: 255, hint: shared, ...(entry && { initial: entry.title }) }),
    choiceInput(memoryBlocks.kind, 'Kind', options(entryKinds), { chosen: entry?.kind ?? 'client_interaction' }),
    contentInput('What to remember', entry?.content ?? ''),
    ...(entry ? [] : [textInput(memoryBlocks.companyName, 'Company', { max: 255, optional: true })]),
    verticalInput(entry?.vertical, true),
    textInput(memoryBlocks.tags, 'Tags', {
      optional: true,
      hint: 'At most 12, separated by commas.',
      ...(entry && { initial: entry.tags.join(', ') }),
    }),
  ]);

export const clientForm = (client: ClientProfile, metadata: FormMetadata): ModalView =>
  form(homeForms.client, { title: 'Edit profile', submit: 'Save', metadata }, [
    header(client.companyName),
    verticalInput(client.vertical, false),
    textInput(memoryBlocks.size, 'Size', { max: 160, optional: true, initial: client.size ?? '' }),
    textInput(memoryBlocks.region, 'Region', { max: 160, optional: true, initial: client.region ?? '' }),
    textInput(memoryBlocks.summary, 'Summary', { max: 2000, multiline: true, initial: client.summary }),
    textInput(memoryBlocks.contacts, 'Contacts', {
      optional: true,
      multiline: true,
      hint: 'One a line: Name: title. At most 12.',
      initial: cut(client.contacts.map(({ name, title }) => `${name}: ${title}`).join('\n'), inputCharacters),
    }),
    context('The next research on this account writes its profile anew.'),
  ]);
