import { describe, expect, it } from 'vitest';
import { parseCommand } from './parse-command.ts';

const starts: [string, string, string | undefined][] = [
  ['Acme', 'Acme', undefined],
  ['acme.com', 'acme.com', 'acme.com'],
  ['Booking.com', 'booking.com', 'booking.com'],
  ['Acme acme.com', 'Acme', 'acme.com'],
  ['  Zürcher   Kantonalbank ', 'Zürcher Kantonalbank', undefined],
  ['Acme https://www.acme.com/about?x=1', 'Acme', 'acme.com'],
  ['<http://acme.com|acme.com>', 'acme.com', 'acme.com'],
  ['Acme <https://acme.co.uk/a|acme.co.uk>', 'Acme', 'acme.co.uk'],
  ['<https://evil.net/x|acme.com>', 'evil.net', 'evil.net'],
  ['Amazon.com Inc', 'Amazon.com Inc', undefined],
  ['AT&amp;T', 'AT&T', undefined],
  ['C&A', 'C&A', undefined],
  ['Novo Nordisk A/S', 'Novo Nordisk A/S', undefined],
  ['トヨタ自動車', 'トヨタ自動車', undefined],
  ['Status Labs', 'Status Labs', undefined],
  ['Helper Inc', 'Helper Inc', undefined],
  ['🚀 Rocket Lab', '🚀 Rocket Lab', undefined],
  ['Ac\u202Eme\u200B', 'Acme', undefined],
  ["O'Reilly' OR '1'='1", "O'Reilly' OR '1'='1", undefined],
];

describe('parseCommand', () => {
  it.each(starts)('%j starts a run', (text, companyName, domain) => {
    expect(parseCommand(text, 'quick')).toMatchObject({
      kind: 'run',
      request: { companyName, mode: 'quick', ...(domain !== undefined && { domain }) },
    });
    const parsed = parseCommand(text);
    expect(parsed.kind === 'run' && parsed.request.domain).toBe(domain);
  });

  it.each([
    ['', 'modal'],
    ['?', 'modal'],
    ['   ', 'modal'],
  ])('%j opens the form', (text, kind) => {
    expect(parseCommand(text)).toEqual({ kind });
  });

  it.each(['help', 'status', 'cancel', 'projects', 'usage', 'settings', 'about', 'HELP'])('%j is a word', (text) => {
    expect(parseCommand(text)).toEqual({ kind: 'word', word: text.toLowerCase() });
  });

  it.each([
    ['memory', ''],
    ['memory pricing objections', 'pricing objections'],
  ])('%j searches the memory', (text, searched) => {
    expect(parseCommand(text)).toEqual({ kind: 'memory', text: searched });
  });

  it('takes a company whose name begins like a word for a company', () => {
    expect(parseCommand('Memory Express')).toMatchObject({ kind: 'run', request: { companyName: 'Memory Express' } });
  });

  it.each([
    ['hlep', 'help'],
    ['statsu', 'status'],
    ['cancle', 'cancel'],
    ['abuot', 'about'],
    ['setings', 'settings'],
    ['projetcs', 'projects'],
    ['Helpp', 'help'],
  ])('%j asks before money is spent', (text, meant) => {
    expect(parseCommand(text)).toEqual({ kind: 'typo', meant, name: text });
  });

  it.each([['Acme'], ['Kone'], ['Hilti'], ['Cancom'], ['Statoil']])('%j is nobody’s typo', (text) => {
    expect(parseCommand(text).kind).toBe('run');
  });

  it.each([
    ['<!channel>'],
    ['<!here> Acme'],
    ['<!subteam^S1|team>'],
    ['<@U123|somebody>'],
    ['<#C123|general>'],
    ['&lt;!channel&gt;'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;'],
    ["'; DROP TABLE runs; --"],
    ['/etc/passwd'],
    ['../../secrets'],
    ['~/.ssh/id_rsa'],
    ['C:\\Windows\\system32'],
    ['file:///etc/passwd'],
    ['javascript://acme.com'],
    [':rocket:'],
    [':rocket: :tada:'],
    ['🚀'],
    ['---'],
    ['\u202E'],
    ['x'.repeat(300)],
    ['{jndi:ldap://evil.net/a}'],
  ])('%j is refused with a sentence, nothing is stored', (text) => {
    const parsed = parseCommand(text);
    if (text === '\u202E') expect(parsed).toEqual({ kind: 'modal' });
    else {
      expect(parsed.kind).toBe('error');
      expect(parsed.kind === 'error' && parsed.message).toMatch(/^[A-Z].{20,}/);
    }
  });
});
