import { expect, test } from 'vitest';
import { parseCommand } from '../../../../src/bot/parse-command.ts';
import { commandHints, completions } from './completion.ts';

const known = {
  commands: [{ command: '/prospect', description: 'Research a company', usageHint: '[company]' }],
  people: [
    { handle: 'prospector', name: 'Prospector' },
    { handle: 'rep', name: 'Rep' },
  ],
};
const texts = (text: string) => completions(text, known).map((completion) => completion.text);

test('the words that are offered are the words that the app knows', () => {
  for (const word of Object.keys(commandHints)) {
    expect([word, parseCommand(word).kind]).toEqual([word, word === 'memory' ? 'memory' : 'word']);
  }
});

test('commands, their words and people are completed, and a complete text is left alone', () => {
  expect(texts('/pro')).toEqual(['/prospect ']);
  expect(texts('/prospect')).toEqual([]);
  expect(texts('/prospect st')).toEqual(['/prospect status']);
  expect(texts('/prospect me')).toEqual(['/prospect memory ']);
  expect(texts('/prospect Maersk')).toEqual([]);
  expect(texts('/other st')).toEqual([]);
  expect(texts('Ask @pros')).toEqual(['Ask @prospector ']);
  expect(texts('mail@rep')).toEqual([]);
});
