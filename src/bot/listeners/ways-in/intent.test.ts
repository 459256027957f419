import { expect, it } from 'vitest';
import { intentOf, isQuestion } from './intent.ts';
import { companyIn } from './shortcuts.ts';

const intent = (text: string, inThread = false) => intentOf(text, { mode: 'quick', inThread });

it.each([
  ['<@U1> acme.com', { domain: 'acme.com' }],
  ['<@U1> research Acme Corp please', { companyName: 'Acme Corp' }],
  ['could you look into Zürcher Kantonalbank?', { companyName: 'Zürcher Kantonalbank' }],
  ['Delta', { companyName: 'Delta' }],
  ['brief me on <https://www.maersk.com/about|Maersk>', { domain: 'maersk.com' }],
])('%j is a company', (text, request) => {
  expect(intent(text)).toMatchObject({ kind: 'run', request });
});

it.each([
  'What do we know about retail banks?',
  'who decides on security at Maersk',
  'Which of our plays has won most often',
  'we meet them on Friday and I have no idea where to begin with this',
])('%j is a question', (text) => {
  expect(intent(text)).toEqual({ kind: 'question', text });
});

it('under a research a sentence is a question, unless it asks for another research', () => {
  expect(intent('their ERP', true)).toEqual({ kind: 'question', text: 'their ERP' });
  expect(intent('research Hapag-Lloyd', true)).toMatchObject({ kind: 'run', request: { companyName: 'Hapag-Lloyd' } });
  expect(intent('status', true)).toEqual({ kind: 'word', word: 'status' });
});

it('words of the command are words of the command', () => {
  expect(intent('<@U1> help')).toEqual({ kind: 'word', word: 'help' });
  expect(intent('memory pricing')).toEqual({ kind: 'memory', text: 'pricing' });
  expect(intent('hlep')).toMatchObject({ kind: 'typo', meant: 'help' });
  expect(intent('<@U1>')).toEqual({ kind: 'nothing' });
});

it.each([
  ['Who is the CEO?', true],
  ['“What is their ERP?”', true],
  ['Thanks, calling them tomorrow', false],
  ['Really?', false],
])('colleagues talk: %j', (text, question) => {
  expect(isQuestion(text)).toBe(question);
});

it.each([
  ['Saw <https://www.ikea.com/news|their news>, worth a look', { domain: 'ikea.com' }],
  ['Meeting with acme.co.uk, at ten.', { domain: 'acme.co.uk' }],
  ['Zürcher Kantonalbank', { companyName: 'Zürcher Kantonalbank' }],
  ['<!channel> lunch is served in the kitchen on the second floor today', {}],
  ['', {}],
])('the company in %j', (text, company) => {
  expect(companyIn(text)).toEqual(company);
});
