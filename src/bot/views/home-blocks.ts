import type {
  ActionsBlockElement,
  Button,
  ConfirmationDialog,
  HomeView,
  KnownBlock,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { shortDate } from '../../domain/freshness.ts';
import { isTerminal, type Run } from '../../domain/run.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import { homeActions } from '../action-ids.ts';
import { statusWords } from './answers.ts';
import { context, plain } from './inert.ts';
import { viewBlocks } from './limits.ts';

interface ButtonOptions {
  value?: string;
  /** What a screen reader says where the same words stand on several buttons. */
  label?: string;
  style?: 'primary' | 'danger';
  url?: string;
  confirm?: ConfirmationDialog;
}

export const button = (action: string, text: string, options: ButtonOptions = {}): Button => {
  const { value, label, style, url, confirm } = options;
  return {
    type: 'button',
    action_id: action,
    text: plain(cut(text, 75)),
    ...(value !== undefined && { value }),
    ...(label !== undefined && { accessibility_label: cut(cleanLine(label), 75) }),
    ...(style && { style }),
    ...(url !== undefined && { url }),
    ...(confirm && { confirm }),
  };
};

export const buttons = (...elements: ActionsBlockElement[]): KnownBlock[] =>
  elements.length > 0 ? [{ type: 'actions', elements }] : [];

/** Foreign words beside at most one thing to press. */
export const row = (text: string, accessory?: SectionBlock['accessory']): SectionBlock => ({
  type: 'section',
  text: plain(cut(text, 600)),
  ...(accessory && { accessory }),
});

/** The only live syntax of a Home: somebody's name by their own id. Nobody is notified by it. */
export const person = (user: string): string => (/^[UW][A-Z0-9]{1,40}$/.test(user) ? `<@${user}>` : 'somebody');

export const option = (value: string, text: string): PlainTextOption => ({
  value,
  text: plain(cut(cleanLine(text), 75)),
});

export function select(
  action: string,
  placeholder: string,
  options: readonly PlainTextOption[],
  chosen?: string,
): StaticSelect {
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'static_select',
    action_id: action,
    placeholder: plain(placeholder),
    options: options.slice(0, 100),
    ...(initial && { initial_option: initial }),
  };
}

export const confirmation = (title: string, text: string, confirm: string, deny = 'Keep'): ConfirmationDialog => ({
  title: plain(title),
  text: plain(cut(text, 300)),
  confirm: plain(confirm),
  deny: plain(deny),
  style: 'danger',
});

export const companyOf = (run: Run): string => cut(cleanLine(run.choice?.name ?? run.companyName), 120);
export const day = (iso: string): string => shortDate(iso.slice(0, 10));
export const minute = (iso: string): string => `${day(iso)}, ${iso.slice(11, 16)} UTC`;

/** A run that waits for its research agent is at work. */
export const runStatus = (run: Run): string =>
  run.cancelRequested && !isTerminal(run.status)
    ? 'stopping'
    : statusWords[run.status === 'queued' && run.dueAt !== undefined ? 'running' : run.status];

export const threadButton = (run: Run, link: string | undefined): Button[] =>
  link === undefined
    ? []
    : [button(homeActions.link, 'Thread', { url: link, label: `Thread of the research on ${companyOf(run)}` })];

/** At most what Slack takes; what is left out is said. */
export function homeView(metadata: object, blocks: readonly KnownBlock[]): HomeView {
  const kept =
    blocks.length > viewBlocks
      ? [...blocks.slice(0, viewBlocks - 1), context('More than a Home can show was left out here.')]
      : [...blocks];
  return { type: 'home', private_metadata: JSON.stringify(metadata), blocks: kept };
}
