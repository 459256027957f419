import type { Json } from '../json.ts';
import { givenPeople, givenUseCases } from './given.ts';
import type { Pool } from './pool.ts';
import { infer, quote, quoteOr, titleOf } from './statements.ts';

/** A plan for a year from the use cases of the prompt; its days count from the prompt's own date. */
export function genericAccountPlan(pool: Pool): Json {
  const { of, find, all } = pool;
  const useCases = givenUseCases(pool);
  const day = daysAfter(pool.prompt.text);
  const known = (ids: readonly string[]) => ids.length > 0 && ids.every((id) => pool.byId(id));
  const pressure = find(/save|cut|cost|risk|lost|by hand|outdated/i);
  return {
    summary: infer(
      'There is a reason to act and a place to start: one process, one owner, one measure.',
      pressure ?? all[0],
    ),
    overview: quoteOr(of('profile')[0] ?? all[0]),
    objectives: ['Win a first process as a paid pilot', 'Be known to the people who decide on technology'],
    stakeholders: givenPeople(pool)
      .filter(({ background }) => known(background.claims))
      .slice(0, 4)
      .map(({ name, title, background }) => ({
        name,
        title,
        role: 'Unknown',
        approach: 'Ask for a short conversation about one process and what it costs today.',
        why: background,
      })),
    opportunities: useCases.slice(0, 3).map(({ title }, index) => ({
      name: title,
      value: 'To be sized with the company’s own figures',
      timeline: index === 0 ? 'Early in the plan' : 'Later in the plan',
      probability: index === 0 ? 0.4 : 0.25,
    })),
    landscape: quoteOr(of('competitors')[0]),
    swot: {
      strengths: [infer('What we do fits a need that the findings show.', pressure ?? all[0])],
      weaknesses: [infer('We know the company from outside only.', all[0])],
      opportunities: of('news')
        .slice(0, 2)
        .map((claim) => quote(claim)),
      threats: of('competitors')
        .slice(0, 1)
        .map((claim) => quote(claim)),
    },
    engagement: 'Start with the owner of one process, bring technology in early and report in the words of finance.',
    valuePropositions: useCases.slice(0, 3).map(({ title }) => title),
    actions: [
      { action: 'Agree on the process to look at first', owner: 'Account executive', due: day(21), status: 'open' },
      { action: 'Look at a sample of the data', owner: 'Solution architect', due: day(60), status: 'open' },
      { action: 'Present a costed plan', owner: 'Account executive', due: day(100), status: 'open' },
    ],
    metrics: ['Conversations held with people who decide', 'Pilots agreed'],
    milestones: [
      { name: 'First process agreed', date: day(45), criteria: 'An owner on the company’s side is named' },
      { name: 'Pilot decided', date: day(150), criteria: 'A costed plan is accepted' },
    ],
    timeline: pressure
      ? `First the process behind “${titleOf(pressure, 90)}”, then the next one.`
      : 'One process first.',
  };
}

const dayLength = 24 * 60 * 60 * 1000;

/** Days as they are counted from the date in the prompt's first line. */
function daysAfter(prompt: string): (days: number) => string {
  const today = Date.parse(/^Today is (\d{4}-\d{2}-\d{2})/m.exec(prompt)?.[1] ?? '2026-11-23');
  return (days) => new Date(today + days * dayLength).toISOString().slice(0, 10);
}
