import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Comparison, Difference } from '../../domain/facts.ts';
import { createLexicalEmbeddings } from '../gemini/lexical-embeddings.ts';
import { compareRuns } from './compare-runs.ts';
import type { ComparedRun } from './compared-run.ts';
import { comparisonSummary } from './comparison-summary.ts';
import { claim, fact, run } from './testing/handwritten.ts';

const options = { embeddings: createLexicalEmbeddings(), signal: new AbortController().signal };
const compare = (before: ComparedRun, after: ComparedRun) =>
  compareRuns({ ...before, run: 'R1' }, { ...after, run: 'R2' }, options);

/** Differences but for the unchanged ones, as `kind: subject: old → new`. */
const told = ({ differences }: Comparison): string[] =>
  differences
    .filter(({ kind }) => kind !== 'unchanged')
    .map(({ kind, attribute, before, after }) =>
      [kind, attribute, [before?.value, after?.value].filter((value) => value !== undefined).join(' → ')].join(': '),
    );

const revenue = (text: string, value: string, period = '2025') =>
  run([claim('financials.1', text)], [fact('financials.1', 'revenue', value, { period })]);

/** Sentences about other things, so that an embedder sees what unrelated ones look like. */
const others = [
  'Its office is at Esplanaden 50 in Copenhagen.',
  'Vincent Clerc became chief executive after Søren Skou.',
  'TradeLens was retired for lack of participation.',
  'Azure was named as the strategic cloud.',
  'NotPetya took servers and computers offline worldwide.',
  'Captain Peter shows customers where their reefers are.',
  'A backend engineer was sought in Bengaluru.',
].map((text, index) => claim(`profile.${index + 10}`, text));

describe('facts', () => {
  it('are matched by what they are about, whatever the words, units and roundings', async () => {
    const before = revenue('Full-year 2025 revenue was $54bn.', '$54bn', 'FY25');
    const after = revenue('Maersk took in USD 54.0 billion in the financial year 2025.', 'USD 54.0 billion', '2025');
    expect(told(await compare(before, after))).toEqual([]);
  });

  it('are changed where the value is another one, and new or withdrawn with their period', async () => {
    const before = revenue('Full-year 2025 revenue was $54bn.', '$54bn');
    expect(told(await compare(before, revenue('2025 revenue was $55bn.', '$55bn')))).toEqual([
      'changed: revenue: $54bn → $55bn',
    ]);
    expect(told(await compare(before, revenue('2026 revenue was $51bn.', '$51bn', '2026')))).toEqual([
      'new: revenue: $51bn',
      'withdrawn: revenue: $54bn',
    ]);
  });

  it('stay one fact, however many claims carry it', async () => {
    const twice = run(
      [claim('financials.1', 'Revenue was $54bn.'), claim('news.1', 'Sales came to 54.0 billion dollars.')],
      [
        fact('financials.1', 'revenue', '$54bn', { period: '2025' }),
        fact('news.1', 'revenue', '54.0 billion dollars', { entity: 'A.P. Møller - Mærsk A/S' }),
      ],
    );
    const once = revenue('Revenue was $54bn.', '$54bn');
    const comparison = await compare(twice, { ...once, made: twice.made });
    expect(comparison.differences.map(({ kind }) => kind)).toEqual(['unchanged']);
  });

  it('are changed though a rounded or hedged figure for the same thing stays', async () => {
    const staff = (exact: string) =>
      run(
        [
          claim('profile.1', `Maersk counted ${exact} employees for 2023.`),
          claim('jobs.1', 'It has more than 100,000 employees.'),
        ],
        [fact('profile.1', 'employees', exact, { period: '2023' }), fact('jobs.1', 'employees', 'more than 100,000')],
      );
    expect(told(await compare(staff('105,908'), staff('101,200')))).toEqual(['changed: employees: 105,908 → 101,200']);
    const hedged = { ...staff('105,908'), claims: staff('').claims.slice(1), facts: staff('').facts.slice(1) };
    expect(told(await compare(staff('105,908'), hedged))).toEqual(['withdrawn: employees: 105,908']);
    const sales = (...values: string[]) =>
      run(
        values.map((value, index) => claim(`financials.${index + 1}`, `Revenue was ${value}.`)),
        values.map((value, index) => fact(`financials.${index + 1}`, 'revenue', value, { period: '2025' })),
      );
    expect(told(await compare(sales('$54bn', '$54.3bn'), sales('$54bn')))).toEqual([]);
    expect(told(await compare(sales('$54bn', '$54.3bn'), sales('$54bn', '$54.4bn')))).toEqual([
      'changed: revenue: $54.3bn → $54.4bn',
    ]);
  });

  it('that a company has many of are a set: another value is another fact', async () => {
    const partners = (...names: string[]) =>
      run(
        names.map((name, index) => claim(`technology.${index + 1}`, `A deal with ${name} was announced.`)),
        names.map((name, index) => fact(`technology.${index + 1}`, 'partnership', name)),
      );
    const comparison = await compare(partners('Starlink', 'IBM'), partners('IBM', 'OneWeb Communications'));
    expect(told(comparison)).toEqual(['new: partnership: OneWeb Communications', 'withdrawn: partnership: Starlink']);
  });

  it('about the company under any of its names are about one entity; those about its units are not', async () => {
    const about = (entity: string, value: string) =>
      run(
        [claim('financials.1', `${entity} made ${value}.`)],
        [fact('financials.1', 'revenue', value, { entity, period: '2025' })],
      );
    expect(told(await compare(about('Maersk', '$54bn'), about('A.P. Møller - Mærsk A/S', '$54bn')))).toEqual([]);
    expect(told(await compare(about('Maersk', '$54bn'), about('Maersk Ocean', '$37bn')))).toHaveLength(2);
  });

  it('of a post are changed when another person holds it, from whatever day', async () => {
    const ceo = (name: string, period: string) =>
      run([claim('leadership.1', `${name} leads the company.`)], [fact('leadership.1', 'ceo', name, { period })]);
    expect(told(await compare(ceo('Søren Skou', '2016'), ceo('Vincent Clerc', '2023-01')))).toEqual([
      'changed: ceo: Søren Skou → Vincent Clerc',
    ]);
    expect(told(await compare(ceo('Vincent Clerc', ''), ceo('V. Clerc', '2023-01')))).toEqual([]);
  });

  it('read out of the same sentence otherwise are no change', async () => {
    const text = 'Maersk uses Azure as its strategic cloud.';
    const before = run([claim('cloud.1', text)], [fact('cloud.1', 'cloud_provider', 'Azure')]);
    const after = run([claim('cloud.4', text)], [fact('cloud.4', 'technology_in_use', 'strategic cloud')]);
    expect(told(await compare(before, after))).toEqual([]);
    expect(told(await compare(before, run([claim('cloud.4', text)])))).toEqual([]);
  });

  it('stay when their sentence gives another figure for something else, which is a change of its own', async () => {
    const year = (text: string) => {
      const { claims, facts } = revenue(text, '$54bn');
      return run([...claims, ...others], facts);
    };
    const comparison = await compare(
      year('Full-year 2025 revenue was $54bn, with EBITDA of $9.5bn.'),
      year('Full-year 2025 revenue was $54bn, with EBITDA of $9.9bn.'),
    );
    expect(told(comparison)).toEqual(['changed: other: $9.5bn → $9.9bn']);
  });
});

describe('sentences without a fact', () => {
  const said = (text: string) => run([claim('news.1', text), ...others]);
  const original = 'Maersk plans to run its container ships for 25 years instead of 20, which delays scrapping.';

  it.each([
    ['the same words', original],
    [
      'other words',
      'Container ships of Maersk are to run for 25 years, not scrapped after 20 years: scrapping is put off.',
    ],
  ])('in %s are no change', async (_what, text) => {
    expect(told(await compare(said(original), said(text.replace('not scrapped', 'rather than scrapped'))))).toEqual([]);
  });

  it('with another figure are changed, with another name or about another time new and withdrawn', async () => {
    expect(told(await compare(said(original), said(original.replace('25', '28'))))).toEqual([
      'changed: other: 25 → 28',
    ]);
    const satellites = 'In October 2023 Maersk decided to fit Starlink internet to its ships.';
    expect(told(await compare(said(satellites), said(satellites.replace('Starlink', 'OneWeb'))))).toHaveLength(2);
    const quarter = 'In the second quarter of 2025 costs rose to 13.13 billion dollars.';
    const next = 'In the third quarter of 2025 costs rose to 14.21 billion dollars.';
    expect(told(await compare(said(quarter), said(next))).map((line) => line.split(':')[0])).toEqual([
      'new',
      'withdrawn',
    ]);
  });

  it('that deny what was said are changed', async () => {
    const [yes, no] = ['Maersk plans to sell its terminals.', 'Maersk does not plan to sell its terminals.'];
    expect(told(await compare(said(yes), said(no)))).toEqual([`changed: other: ${yes} → ${no}`]);
  });

  it('are only looked for within their facet, unless word for word', async () => {
    const elsewhere = (text: string) =>
      run([claim('social.1', text), claim('news.9', 'Nothing else happened.'), ...others]);
    const before = run([claim('news.1', original), claim('social.9', 'Nobody posted.'), ...others]);
    expect(told(await compare(before, elsewhere(original))).filter((line) => line.includes('container'))).toEqual([]);
    const reworded = await compare(before, elsewhere(original.replace('instead of', 'rather than')));
    expect(told(reworded).filter((line) => line.includes('container'))).toHaveLength(2);
  });
});

describe('what only one run looked for', () => {
  it('is neither new nor withdrawn, but left out and named', async () => {
    const before = run(
      [claim('news.1', 'A strike began.'), claim('security.1', 'Passwords leaked.')],
      [fact('security.1', 'incident', 'Passwords leaked')],
    );
    const after = run([claim('news.1', 'A strike began.')], [], { made: ['facet.news'] });
    const comparison = await compare(before, after);
    expect(told(comparison)).toEqual([]);
    expect(comparison.leftOut).toEqual([{ stage: 'facet.security', missingIn: 'R2', findings: 1 }]);
    expect(comparisonSummary(comparison).leftOut).toEqual([
      'Security was not made in the later run: 1 finding not compared',
    ]);
    const back = await compare(after, before);
    expect(told(back)).toEqual([]);
    expect(back.leftOut).toEqual([{ stage: 'facet.security', missingIn: 'R1', findings: 1 }]);
  });
});

it('refuses runs on different companies', async () => {
  const other = run([], [], { names: ['Delta Air Lines'], domain: 'delta.com' });
  await expect(compare(run([]), other)).rejects.toMatchObject({ code: 'conflict' });
});

it('asks the embedder only where facts and wordings leave a question', async () => {
  const embeddings = { model: 'none', dimension: 1, embed: () => Promise.reject(new Error('asked')) };
  const same = revenue('Full-year 2025 revenue was $54bn.', '$54bn');
  await expect(compareRuns(same, { ...same, run: 'R2' }, { ...options, embeddings })).resolves.toBeDefined();
});

describe('any two runs', () => {
  const values = ['$54bn', '$54.3bn', '$55bn', '12%', 'about 1,000', '1,020', 'DKK 3bn', 'a loss of $2bn'];
  const saying = fc.record({
    family: fc.constantFrom('news', 'financials', 'profile'),
    words: fc.constantFrom(
      'Revenue reached',
      'Staff fell to',
      'The group now has',
      'Analysts expect',
      'Rotterdam gets',
    ),
    value: fc.constantFrom(...values),
    attribute: fc.constantFrom(
      'revenue' as const,
      'employees' as const,
      'partnership' as const,
      'ceo' as const,
      'other' as const,
    ),
    period: fc.constantFrom('', '2025', 'FY25', '2025-Q2', '2026-02'),
    entity: fc.constantFrom('Maersk', 'A.P. Moller - Maersk', 'Hapag-Lloyd'),
    bare: fc.boolean(),
  });
  const anyRun = fc.array(saying, { maxLength: 12 }).map((sayings) => {
    const claims = sayings.map(({ family, words, value, period }, index) =>
      claim(`${family}.${index + 1}`, `${words} ${value}${period === '' ? '' : ` in ${period}`}.`),
    );
    const facts = sayings.flatMap(({ bare, attribute, value, period, entity }, index) =>
      bare ? [] : [fact(claims[index]?.id ?? '', attribute, value, { period, entity })],
    );
    return run(claims, facts, { made: ['facet.news', 'facet.financials', 'facet.profile'] });
  });
  const side = ({ attribute, period, entity }: Difference, value = '') => [entity, attribute, period, value].join('|');

  it('one and the same: everything is unchanged', () =>
    fc.assert(
      fc.asyncProperty(anyRun, async (one) => {
        expect(told(await compare(one, one))).toEqual([]);
      }),
      { numRuns: 60 },
    ));

  it('turned round: new is withdrawn, changed is changed back', () =>
    fc.assert(
      fc.asyncProperty(anyRun, anyRun, async (one, other) => {
        const [there, back] = [await compare(one, other), await compare(other, one)];
        const of = (comparison: Comparison, kind: Difference['kind'], which: 'before' | 'after') =>
          comparison.differences
            .filter((difference) => difference.kind === kind)
            .map((difference) => difference[which]?.value ?? '')
            .sort();
        expect(of(there, 'new', 'after')).toEqual(of(back, 'withdrawn', 'before'));
        expect(of(there, 'withdrawn', 'before')).toEqual(of(back, 'new', 'after'));
        expect(of(there, 'changed', 'before')).toEqual(of(back, 'changed', 'after'));
        expect(of(there, 'changed', 'after')).toEqual(of(back, 'changed', 'before'));
      }),
      { numRuns: 100 },
    ));

  it('in another order of claims: the same', () =>
    fc.assert(
      fc.asyncProperty(anyRun, async (one) => {
        const turned = run([...one.claims].reverse(), [...one.facts].reverse(), { made: one.made });
        expect(
          (await compare(one, turned)).differences.filter(({ kind }) => kind !== 'unchanged').map((each) => side(each)),
        ).toEqual([]);
      }),
      { numRuns: 60 },
    ));
});
