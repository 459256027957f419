import type { RunMode, RunRequest } from '../domain/run.ts';
import { cleanLine } from '../domain/text.ts';
import { checkRequest, hostOf, looksLikeDomain } from './company-input.ts';
import { nearMiss } from './near-miss.ts';

export const commandWords = ['help', 'status', 'cancel', 'projects', 'usage', 'settings', 'about'] as const;
export type CommandWord = (typeof commandWords)[number];
/** Followed by what is looked for. */
const memoryWord = 'memory';

export type ParsedCommand =
  | { kind: 'modal' }
  | { kind: 'word'; word: CommandWord }
  | { kind: 'memory'; text: string }
  | { kind: 'typo'; meant: CommandWord; name: string }
  | { kind: 'run'; request: RunRequest }
  | { kind: 'error'; message: string };

export const isOneOf = <W extends string>(words: readonly W[], text: string): text is W =>
  (words as readonly string[]).includes(text);

/** Text after `/prospect`, as Slack sends it: `&`, `<` and `>` escaped, mentions and addresses perhaps in `<…>`. */
export function parseCommand(text: string, mode: RunMode = 'standard'): ParsedCommand {
  const typed = fromSlack(text);
  if (typed === undefined) {
    return {
      kind: 'error',
      message: 'Mentions and channels are no companies. Give a company name or its domain, such as /prospect acme.com',
    };
  }
  if (typed === '' || typed === '?') return { kind: 'modal' };
  const words = typed.split(' ');
  const first = words[0] ?? '';
  const lower = first.toLowerCase();
  if (words.length === 1) {
    if (isOneOf(commandWords, lower)) return { kind: 'word', word: lower };
    const meant = nearMiss(first, commandWords);
    if (meant && !looksLikeDomain(first)) return { kind: 'typo', meant, name: first };
  }
  // Of several words only this one is a word of ours: `Memory Express Inc` begins with a capital.
  if (first === memoryWord) return { kind: 'memory', text: words.slice(1).join(' ') };

  const checked = checkRequest({ ...companyAndDomain(words), mode });
  if (checked.ok) return { kind: 'run', request: checked.request };
  return { kind: 'error', message: checked.errors[0]?.message ?? 'Give a company name or its domain.' };
}

/** A domain stands alone or last; `Amazon.com Inc` is a name. An address counts as its host. */
function companyAndDomain(words: readonly string[]): { companyName: string; domain?: string } {
  const last = words.at(-1) ?? '';
  const host = /^https?:\/\//i.test(last) || /^www\./i.test(last) || looksLikeDomain(last) ? hostOf(last) : last;
  if (!looksLikeDomain(host)) return { companyName: words.join(' ') };
  const name = words.slice(0, -1).join(' ');
  return { companyName: name === '' ? host : name, domain: host };
}

/**
 * Slack's escapes undone. An address in `<…|label>` is taken by its real host, whatever its label says.
 * `undefined` when there is a mention (https://docs.slack.dev/interactivity/implementing-slash-commands).
 */
function fromSlack(text: string): string | undefined {
  if (/<(?:[!@#])[^<>]*>/.test(text)) return undefined;
  const withHosts = text.replace(
    /<(https?:\/\/[^|<>\s]+)(?:\|[^<>]*)?>/gi,
    (_, address: string) => ` ${hostOf(address)} `,
  );
  return cleanLine(withHosts.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}
