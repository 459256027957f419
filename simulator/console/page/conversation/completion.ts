import type { SlashCommand } from '../../about.ts';

/** One line to take over into the composer. */
export interface Completion {
  label: string;
  hint: string;
  /** The whole text after it was taken over. */
  text: string;
}

/** What may follow `/prospect`, with what it does. */
export const commandHints: Record<string, string> = {
  help: 'What this can do',
  status: 'What runs here, and what ran lately',
  cancel: 'Stop a run of yours',
  projects: 'Your projects and their iterations',
  memory: 'Find what earlier research learned: memory <words>',
  usage: 'Runs, searches and spend',
  settings: 'Seller profile, templates, limits and access',
  about: 'What this is',
};

const forCommands = (text: string, commands: readonly SlashCommand[]): Completion[] =>
  commands
    .filter(({ command }) => command.startsWith(text) && command !== text)
    .map(({ command, description, usageHint }) => ({
      label: command,
      hint: `${description}: ${usageHint}`,
      text: `${command} `,
    }));

const forWords = (command: string, word: string): Completion[] =>
  Object.entries(commandHints)
    .filter(([name]) => name.startsWith(word) && name !== word)
    .map(([name, hint]) => ({
      label: `${command} ${name}`,
      hint,
      text: `${command} ${name}${name === 'memory' ? ' ' : ''}`,
    }));

/** What could be meant by the text so far: commands, their words, or people after `@`. */
export function completions(
  text: string,
  { commands, people }: { commands: readonly SlashCommand[]; people: readonly { handle: string; name: string }[] },
): Completion[] {
  if (/^\/\S*$/.test(text)) return forCommands(text, commands);
  const [, command = '', word = ''] = /^(\/\S+) (\S*)$/.exec(text) ?? [];
  if (commands.some((known) => known.command === command)) return forWords(command, word);
  const [, before, handle] = /^(.*(?:^|\s))@(\w*)$/s.exec(text) ?? [];
  if (handle === undefined || before === undefined) return [];
  return people
    .filter((person) => `${person.handle} ${person.name}`.toLowerCase().includes(handle.toLowerCase()))
    .map((person) => ({ label: `@${person.handle}`, hint: person.name, text: `${before}@${person.handle} ` }));
}
