import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Statement } from '../../../domain/statement.ts';
import { evidence, sampleClaim, sampleContext } from '../testing/sample-context.ts';
import { figures } from './figures.ts';
import { readQuantities, valuesOf } from './quantities.ts';
import { runCheck } from './scope.ts';

const One = z.object({ statement: Statement });

/** What the check says about a sentence whose only claim is the other one. */
const against = (claim: string, text: string, more = {}) =>
  runCheck(
    figures,
    One,
    { statement: evidence(text, 'x.1') },
    sampleContext({ claims: [sampleClaim('x.1', claim, more)] }),
  ).map(({ message }) => message);

describe('figures of a statement', () => {
  it.each([
    ['Revenue was $8.70 bn.', 'It made 8,700 million US dollars.'],
    ['Revenue was 8,700 million.', 'Revenue came to 8.7 billion.'],
    ["Group profit was CHF 1'422 Mio.", 'The bank earned CHF 1.422 billion before tax.'],
    ["Group profit was CHF 1'422 Mio.", 'Profit: 1,422 million Swiss francs.'],
    ['Umsatz: 41,5 Milliarden Euro.', 'Total revenue was EUR 41.5 billion.'],
    ["The data list 5'180 employees.", 'About 5,180 people work there.'],
    ["The data list 5'180 employees.", 'Rund 5.180 Mitarbeitende.'],
    ['It fell 1,6 %.', 'It fell by 1.6 per cent.'],
    ['About 90 per cent succeed.', 'Some 90% succeed.'],
    ['EBITDA of $4.5–7bn.', 'It expects $4.5 billion to $7 billion.'],
    ['USD 200–300 million.', 'Between $200 million and $300 million.'],
    ['At a cost of two to three billion euros.', 'It cost EUR 2–3 billion.'],
    ['It was retired within three weeks.', 'The move took 3 weeks.'],
    ['It took 3 weeks.', 'The move took three weeks.'],
    ['It has forty-five thousand stores.', 'There are 45,000 stores.'],
    ['CHF 581 Mio., of which the canton gets 406 million.', 'The canton receives CHF 406 million.'],
    ['A 15-percent cut.', 'The cut is 15%.'],
    ['A margin between 3 and 5%.', 'A margin of 3% to 5%.'],
    ['The €44.6bn became $52.27bn.', 'Sales of EUR 44.6 billion ($52.27 billion).'],
    ['It is the fourth-largest bank.', 'It ranks 4th.'],
    ['On 5 February 2026 it said so.', 'In February 2026 the plan came out.'],
    ['On 5 February 2026 it said so.', 'The plan of 5 February 2026.'],
    ['Sales rose in FY25.', 'Sales rose in 2025.'],
    ['Sales rose in 2025.', 'Sales rose in FY2025.'],
    ['The third quarter of 2025 was weak.', 'Q3 2025 was weak.'],
    ['From 2021–2023.', 'From 2021 to 2023.'],
    ['Bought in December 2014, effective from 1 July of that year.', 'It took effect on 1 July 2014.'],
    ['It ordered 30 Boeing 787-10s.', 'It wants 30 Boeing 787-10 aircraft.'],
    ['Staff answer around the clock.', 'Service runs 24/7.'],
    ['It moved to S/4HANA with 500 servers.', 'SAP S/4HANA runs on 500 servers.'],
    ['It uses Microsoft tools.', 'Microsoft 365 and ISO 27001 fit.'],
    ['It plans cuts.', 'Phase 1 starts small; one team, two steps.'],
    ['The breach at [24]7.ai hit customers.', 'The breach was at [24]7.ai.'],
    ['Revenue was **$55.5bn**.', 'Revenue was $55.5bn.'],
  ])('%s ⊢ %s', (claim, text) => {
    expect(against(claim, text)).toEqual([]);
  });

  it.each([
    ['Revenue was $8,738 million.', 'Revenue was $8.7 billion.', '$8.7 billion'],
    ['Revenue was $54bn.', 'Revenue was $45bn.', '$45bn'],
    ['Revenue was $54bn.', 'Revenue was EUR 54 billion.', 'EUR 54 billion'],
    ['Revenue was $54bn.', 'Revenue was $54 million.', '$54 million'],
    ['It fell 15%.', 'It lost 15 posts.', '15'],
    ['It lost 15 posts.', 'It lost 15% of its posts.', '15%'],
    ['It has 105,908 employees.', 'It has 105,980 employees.', '105,980'],
    ['It has 105,908 employees.', 'It has 106,000 employees.', '106,000'],
    ['On 5 February 2026 it said so.', 'On 6 February 2026 it said so.', '6 February 2026'],
    ['On 5 February 2026 it said so.', 'In March 2026 it said so.', 'March 2026'],
    ['Sales rose in 2025.', 'Sales rose in 2024.', '2024'],
    ['Q3 2025 was weak.', 'Q2 2025 was weak.', 'Q2 2025'],
    ['It plans cuts.', 'It plans twenty-five cuts.', 'twenty-five'],
    ['It plans cuts.', 'It plans three billion in cuts.', 'three billion'],
    ['About 60% run there.', 'About 60 run there.', '60'],
    ['It uses Microsoft tools.', 'It has Microsoft 900 licences.', '900'],
  ])('%s ⊬ %s', (claim, text, figure) => {
    expect(against(claim, text)).toEqual([`Not in the text of x.1: "${figure}".`]);
  });

  it('takes the date of the page where the claim has none of its own', () => {
    const text = 'In February 2026 it put the saving at $180 million.';
    expect(against('The cuts save $180 million.', text, { asOf: '2026-02' })).toEqual([]);
    expect(against('The cuts of 2025 save $180 million.', text, { asOf: '2026-02' })).toHaveLength(1);
  });

  it('lets input speak from the input only, and unknown of no figure', () => {
    const check = (statement: Statement) => runCheck(figures, One, { statement }, sampleContext()).length;
    expect(check({ text: 'You spoke about 40 seats in May 2026.', claims: [], basis: 'input' })).toBe(0);
    expect(check({ text: 'It has 105,908 employees.', claims: [], basis: 'input' })).toBe(1);
    expect(check({ text: 'Nothing is known of the 40 seats.', claims: [], basis: 'unknown' })).toBe(1);
    expect(check({ text: 'Not found in the evidence.', claims: [], basis: 'unknown' })).toBe(0);
  });

  it('does not take the digits of the company’s own name for a figure', () => {
    const context = sampleContext({
      claims: [sampleClaim('x.1', 'It sells tape.')],
      input: { companyName: '3M', focus: '', salesHistory: '' },
    });
    expect(runCheck(figures, One, { statement: evidence('3M sells tape.', 'x.1') }, context)).toEqual([]);
  });
});

describe('reading quantities', () => {
  it.each([
    ['1,241', false, [1241]],
    ['1,241', true, [1241, 1.241]],
    ['1.241', false, [1241, 1.241]],
    ['1.234.567', false, [1_234_567]],
    ['1,234.5', false, [1234.5]],
    ['1.234,5', false, [1234.5]],
    ["1'422", true, [1422]],
    ['110\u202f000', false, [110_000]],
    ['0.160', false, [0.16]],
    ['41,5', false, [41.5]],
    ['100,000', true, [100_000]],
  ])('%s (scaled %s) is %j', (written, scaled, values) => {
    expect(valuesOf(written, scaled)).toEqual(values);
  });

  it('does not carry a scale from a percentage to an amount', () => {
    expect(readQuantities('fell about 5% to 42 billion euros').map(({ values }) => values)).toEqual([[5], [42e9]]);
  });
});
