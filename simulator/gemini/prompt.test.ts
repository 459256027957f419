import { expect, test } from 'vitest';
import { readPrompt } from './prompt.ts';
import { promptText } from './prompt-for-test.ts';

test('reads task, company and claims, with and without a date', () => {
  const prompt = readPrompt(
    promptText({
      task: 'onePager[u1]',
      company: 'A.P. Moller - Maersk (maersk.com, Copenhagen, Denmark)',
      sections: {
        claims:
          '[profile.1] Maersk (the group) has <b>105,908</b> & more. (forbes.com, 2023-12)\n[news.2] No date. (a.org)\n[news.3] None. ()',
        use_case: '{"title":"T"}',
      },
    }),
  );
  expect(prompt.task).toBe('onePager[u1]');
  expect(prompt.company).toEqual({ name: 'A.P. Moller - Maersk', domain: 'maersk.com' });
  expect(prompt.claims).toEqual([
    { id: 'profile.1', text: 'Maersk (the group) has <b>105,908</b> & more.', domain: 'forbes.com', date: '2023-12' },
    { id: 'news.2', text: 'No date.', domain: 'a.org' },
    { id: 'news.3', text: 'None.' },
  ]);
  expect(prompt.section('use_case')).toBe('{"title":"T"}');
  expect(prompt.section('focus')).toBeUndefined();
});

test('a company line without details, and the sections of an identity question', () => {
  expect(readPrompt(promptText({ task: 'facet.news', company: 'Acme' })).company).toEqual({ name: 'Acme' });
  expect(readPrompt(promptText({ task: 'facet.news', company: 'Acme (Sample City)' })).company).toEqual({
    name: 'Acme',
  });
  const asked = promptText({ task: 'identity', sections: { company_name: 'D & <x>', domain: 'delta.com' } });
  expect(readPrompt(asked).company).toEqual({ name: 'D & <x>', domain: 'delta.com' });
  expect(readPrompt('What is the weather?')).toMatchObject({ task: undefined, company: undefined, claims: [] });
});
