import type { HomeView, KnownBlock } from '@slack/types';
import type { ClientProfile, MemoryEntry, MemoryKind, PlayLibraryItem } from '../../domain/memory.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { verticalLabel } from '../../domain/vertical.ts';
import { homeActions } from '../action-ids.ts';
import { count } from './figures.ts';
import { button, buttons, confirmation, day, homeView, minute, row } from './home-blocks.ts';
import type { HomeState } from './home-state.ts';
import { context, header, paragraph } from './inert.ts';

/** With whether whoever looks may change it. */
export type Held<T> = T & { mayManage: boolean };

export interface Library {
  state: HomeState;
  plays: readonly Held<PlayLibraryItem>[];
  entries: readonly Held<MemoryEntry>[];
  clients: readonly Held<ClientProfile>[];
  now: Date;
}

const shown = { plays: 14, entries: 8, clients: 8 };

/** What the team remembers: plays that worked, things written down, accounts. */
export const libraryPage = ({ state, plays, entries, clients, now }: Library): HomeView =>
  homeView(state, [
    ...buttons(
      button(homeActions.front, 'Back'),
      button(homeActions.search, 'Search', { style: 'primary' }),
      button(homeActions.playNew, 'New play'),
      button(homeActions.entryNew, 'New entry'),
      button(homeActions.refresh, 'Refresh'),
    ),
    header('Play library'),
    ...(plays.length === 0
      ? [paragraph('No play yet. Under a sales play in a thread press Put into library, or write one: New play.')]
      : [...plays.slice(0, shown.plays).flatMap(playBlocks), ...more(plays.length - shown.plays, 'play')]),
    header('Entries'),
    ...(entries.length === 0
      ? [
          paragraph(
            'Nothing yet. Every finished research leaves what it found here; New entry writes something down yourself.',
          ),
        ]
      : [
          ...entries.slice(0, shown.entries).flatMap(entryBlocks),
          ...more(entries.length - shown.entries, 'entry', 'entries'),
        ]),
    header('Client profiles'),
    ...(clients.length === 0
      ? [paragraph('Nothing yet. The first finished research writes the first profile.')]
      : [...clients.slice(0, shown.clients).flatMap(clientBlocks), ...more(clients.length - shown.clients, 'profile')]),
    context(`Updated ${minute(now.toISOString())}.`),
  ]);

const more = (left: number, noun: string, plural?: string): KnownBlock[] =>
  left > 0 ? [context(`${count(left, `more ${noun}`, plural && `more ${plural}`)}: Search finds them.`)] : [];

export const playKinds: Record<PlayLibraryItem['kind'], string> = {
  pitch: 'Pitch',
  objection_handler: 'Objection handler',
  value_proposition: 'Value proposition',
  case_study: 'Case study',
  competitive_response: 'Competitive response',
  discovery_question: 'Discovery question',
};

export const entryKinds: Record<MemoryKind, string> = {
  research_insight: 'Research insight',
  client_interaction: 'Client interaction',
  deal_outcome: 'Deal outcome',
  best_practice: 'Best practice',
  lesson_learned: 'Lesson learned',
};

const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' · ');

function playBlocks({
  id,
  kind,
  title,
  content,
  vertical,
  usageCount,
  won,
  lost,
  status,
  mayManage,
}: Held<PlayLibraryItem>): KnownBlock[] {
  const facts = [
    playKinds[kind],
    vertical && verticalLabel(vertical),
    `used in ${count(usageCount, 'run')}`,
    `${won} won, ${lost} lost`,
    status === 'retired' ? 'retired: no longer recalled' : undefined,
  ];
  return [
    row(`${cut(cleanLine(title), 160)}\n${joined(facts)}\n${cut(cleanLine(content), 220)}`),
    ...(mayManage
      ? buttons(
          button(homeActions.playEdit, 'Edit', { value: id, label: `Edit the play ${title}` }),
          status === 'active'
            ? button(homeActions.playRetire, 'Retire', { value: id, label: `Retire the play ${title}` })
            : button(homeActions.playRestore, 'Restore', { value: id, label: `Restore the play ${title}` }),
          button(homeActions.playDelete, 'Delete', {
            value: id,
            label: `Delete the play ${title}`,
            confirm: confirmation(
              'Delete this play?',
              'It goes with its usage and outcomes and cannot be brought back. Retire keeps it.',
              'Delete',
            ),
          }),
        )
      : []),
  ];
}

function entryBlocks({
  id,
  kind,
  title,
  content,
  companyName,
  vertical,
  createdAt,
  mayManage,
}: Held<MemoryEntry>): KnownBlock[] {
  const facts = [
    entryKinds[kind],
    companyName && cut(cleanLine(companyName), 80),
    vertical && verticalLabel(vertical),
    day(createdAt),
  ];
  return [
    row(`${cut(cleanLine(title), 160)}\n${joined(facts)}\n${cut(cleanLine(content), 220)}`),
    ...(mayManage
      ? buttons(
          button(homeActions.entryEdit, 'Edit', { value: id, label: `Edit the entry ${title}` }),
          button(homeActions.entryDelete, 'Delete', {
            value: id,
            label: `Delete the entry ${title}`,
            confirm: confirmation(
              'Delete this entry?',
              'No later research is reminded of it. It cannot be brought back.',
              'Delete',
            ),
          }),
        )
      : []),
  ];
}

function clientBlocks({
  id,
  companyName,
  vertical,
  size,
  region,
  summary,
  contacts,
  updatedAt,
  mayManage,
}: Held<ClientProfile>): KnownBlock[] {
  const facts = [
    verticalLabel(vertical),
    size && cut(cleanLine(size), 60),
    region && cut(cleanLine(region), 60),
    count(contacts.length, 'contact'),
    day(updatedAt),
  ];
  return [
    row(`${cut(cleanLine(companyName), 160)}\n${joined(facts)}\n${cut(cleanLine(summary), 220)}`),
    ...(mayManage
      ? buttons(
          button(homeActions.clientEdit, 'Edit', { value: id, label: `Edit the profile of ${companyName}` }),
          button(homeActions.clientDelete, 'Delete', {
            value: id,
            label: `Delete the profile of ${companyName}`,
            confirm: confirmation('Delete this profile?', 'The next research on the account writes it anew.', 'Delete'),
          }),
        )
      : []),
  ];
}
