import type { KnownBlock } from '@slack/types';
import { isTerminal, type Run, type RunStatus } from '../../domain/run.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { actions } from '../action-ids.ts';
import type { Answer } from '../deps.ts';
import { escapeText, paragraph, plain } from './inert.ts';
import { inQueue } from './run-state.ts';

const nameOf = (run: Run): string => cut(cleanLine(run.choice?.name ?? run.companyName), 255);

/** A line for one person. Nothing in it is live. */
export const say = (...lines: string[]): Answer => ({
  text: escapeText(lines.join('\n')),
  blocks: [paragraph(lines.join('\n'))],
});

/** The only live syntax: our own link to a message, shown with its address's real host. */
const linked = (line: string, link: string | undefined): Answer =>
  link === undefined
    ? say(line)
    : {
        text: `${escapeText(line)} ${link}`,
        blocks: [
          paragraph(line),
          { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: link }] }] },
        ],
      };

const madeIn = ({ mode }: Run): string =>
  mode === 'deep' ? 'when the research agent is done, in up to an hour' : 'in a few minutes';

/** `before`: how many runs of the workspace wait before it, where it has to wait. */
export const starting = (run: Run, before?: number): Answer =>
  before === undefined
    ? begins(run)
    : say(
        `Research on ${nameOf(run)} is noted. ${inQueue(before)}`,
        `A thread opens here then and shows every step; the brief and the one-pager follow in it ${madeIn(run)}.`,
      );

const begins = (run: Run): Answer =>
  say(
    `Research on ${nameOf(run)} begins${run.domain === undefined ? '' : ` (${run.domain})`}.`,
    `A thread opens here in a moment and shows every step; the brief and the one-pager follow in it ${madeIn(run)}.`,
  );

export const alreadyRunning = (run: Run, link: string | undefined): Answer =>
  linked(
    `${nameOf(run)} was asked for here less than ten minutes ago (${statusWord(run)}), so nothing new was started.${
      link === undefined ? ' Its thread opens here in a moment.' : ' Its thread:'
    }`,
    link,
  );

export const statusWords: Record<RunStatus, string> = {
  queued: 'in the queue',
  running: 'running',
  waiting: 'waiting for an answer',
  completed: 'done',
  partial: 'partly done',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** A run that waits for its research agent is no more in the queue than one that a worker holds. */
const statusWord = ({ status, dueAt }: Run): string =>
  statusWords[status === 'queued' && dueAt !== undefined ? 'running' : status];

export const help = (): Answer =>
  say(
    'Prospector researches a company from public sources and posts a sourced brief and a one-pager here.',
    '/prospect Acme – start at once',
    '/prospect acme.com or /prospect Acme acme.com – the domain says which company is meant',
    '/prospect – a form: sales history, focus, quick, standard or deep (an agent’s research besides: up to an hour)',
    '/prospect status – what runs here, and what ran lately',
    '/prospect cancel – stop a run of yours',
    '/prospect projects, usage or settings – in short; more in the app’s Home',
    '/prospect memory pricing objections – search what your team’s research has found and kept',
    '/prospect about – what this is',
  );

export const about = (): Answer =>
  say(
    'Prospector answers with what public web sources say, sentence by sentence with the source’s number.',
    'What the sources do not say is called unknown. Texts are written by AI: check before you rely on them.',
  );

/** To somebody who only said the app's name, or opened a conversation with it. */
export const greeting = (): Answer =>
  say(
    'Give me a company and I research it here: “acme.com”, or “research Acme”.',
    'In a research’s thread, ask anything about it. /prospect help shows the rest.',
  );

export const searching = (text: string): Answer => say(`Searching your team’s memory for “${cut(text, 150)}”.`);

export const typo = (meant: string, name: string, sealed: string): Answer => {
  const line = `Did you mean /prospect ${meant}, or shall I research a company called “${cut(name, 255)}”? Nothing has been started.`;
  return {
    text: escapeText(line),
    blocks: [
      paragraph(line),
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: actions.typoCommand, value: meant, text: plain(`/prospect ${meant}`) },
          { type: 'button', action_id: actions.typoResearch, value: sealed, text: plain('Research that company') },
        ],
      },
    ],
  };
};

export interface ListedRun {
  run: Run;
  link?: string;
}

/** What runs and ran in a conversation, newest first. */
export function statusList(listed: readonly ListedRun[], now: Date): Answer {
  if (listed.length === 0) return say('Nothing runs here, and nothing ran lately. /prospect Acme starts a research.');
  const rows = listed.map(({ run, link }) => ({
    row: `${nameOf(run)}: ${statusWord(run)}, asked ${ago(run.createdAt, now)}`,
    link,
  }));
  return {
    text: rows.map(({ row, link }) => `${escapeText(row)}${link === undefined ? '' : ` ${link}`}`).join('\n'),
    blocks: rows.flatMap(({ row, link }) => linked(row, link).blocks),
  };
}

const ago = (iso: string, now: Date): string => {
  const minutes = Math.floor((now.getTime() - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / 1440)} days ago`;
};

/** Several runs to choose from. */
export const whichToCancel = (runs: readonly Run[]): Answer => ({
  text: escapeText(`Which one? ${runs.map(nameOf).join(', ')}`),
  blocks: [
    paragraph('Which one?'),
    ...runs.slice(0, 20).map(
      (run): KnownBlock => ({
        type: 'actions',
        elements: [
          { type: 'button', action_id: actions.cancel, value: run.id, text: plain(cut(`Cancel ${nameOf(run)}`, 75)) },
        ],
      }),
    ),
  ],
});

export const cancelling = (run: Run): Answer => say(`The research on ${nameOf(run)} stops. What is done is kept.`);

export const tooLate = (run: Run): Answer =>
  say(
    isTerminal(run.status)
      ? `The research on ${nameOf(run)} had ended already (${statusWord(run)}). Nothing was changed.`
      : `That button is out of date: the research on ${nameOf(run)} is ${statusWord(run)}. Nothing was changed.`,
  );
