import { describe, expect, it } from 'vitest';
import { RunRequest } from './run.ts';
import { cleanText, cut, modelText, userText } from './text.ts';

describe('cleanText', () => {
  it('takes out what hides or reorders text and keeps what people write', () => {
    expect(cleanText('Zürich\u202Eevil\u202C\u0000 – 台達\t電子\r\nnext 👩‍💻')).toBe(
      'Zürichevil – 台達\t電子\nnext 👩‍💻',
    );
  });
});

describe('cut', () => {
  it('marks the cut and never splits a character', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
    expect(cut('abcdef', 5)).toBe('abcd…');
    expect(cut('ab😀cd', 4)).toBe('ab…');
  });
});

describe('text of models and of users', () => {
  it('cuts the one and refuses the other with the limit named', () => {
    expect(modelText(5).parse('123456789')).toBe('1234…');
    expect(userText(5, 'The note').safeParse('123456789').error?.issues[0]?.message).toBe(
      'The note may have at most 5 characters.',
    );
  });
});

describe('RunRequest', () => {
  const errorOf = (request: object) => RunRequest.safeParse(request).error?.issues[0]?.message;
  it('takes names as people write them', () => {
    expect(RunRequest.parse({ companyName: '  Zürcher\u00A0Kantonalbank ', domain: 'ZKB.ch' })).toMatchObject({
      companyName: 'Zürcher Kantonalbank',
      domain: 'zkb.ch',
    });
  });
  it('refuses what cannot be a company or a domain, and says why', () => {
    expect(errorOf({ companyName: '' })).toBe('Give a company name or its domain.');
    expect(errorOf({ companyName: 'x'.repeat(300) })).toBe('A company name may have at most 255 characters.');
    expect(errorOf({ companyName: '🚀 🚀' })).toBe('A company name needs at least one letter or digit.');
    expect(errorOf({ companyName: 'Acme', domain: 'https://acme.com/x' })).toBe(
      'A domain looks like acme.com, without https:// or a path.',
    );
  });
});
