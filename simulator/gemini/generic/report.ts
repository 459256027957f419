import type { Json } from '../json.ts';
import type { PromptClaim } from '../prompt.ts';
import type { Pool } from './pool.ts';
import { bare, conclude, infer, quote, quoteOr, type Statement, titleOf, unknown } from './statements.ts';

const families = {
  profile: 'the company itself',
  news: 'recent news',
  leadership: 'leadership',
  technology: 'technology in use',
  cloud: 'cloud',
  security: 'security',
  data: 'data',
  financials: 'financial signals',
  jobs: 'open positions',
  sentiment: 'employee sentiment',
};

const dateOf = ({ date }: PromptClaim): string | null =>
  date !== undefined && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(date) ? date : null;

/** A report that quotes: what no claim says is unknown, and nothing is concluded that a claim does not carry. */
export function genericReport(pool: Pool): Json {
  const { of, find } = pool;
  const ai = find(/\bAI\b|machine.learning|artificial intelligence|chatbot/i);
  const technology = of('technology', 'cloud', 'data');
  const troubles = pool.all.filter(({ text }) =>
    /\b(cut|cuts|lost|loss|fell|drop|outage|down|breach|by hand|outdated|failed|risk|complain|slow|three times)/i.test(
      text,
    ),
  );
  const plans = pool.all.filter(({ text }) =>
    /\b(plans?|wants?|aims?|target|would|guided|intends?|programme)\b/i.test(text),
  );
  const founded = find(/\b(founded|started|established|since)\b.*\b(1[5-9]|20)\d\d\b/i, 'profile');
  return {
    overview: of('profile').length > 0 ? quote(...of('profile').slice(0, 2)) : quoteOr(pool.all[0]),
    foundedYear: Number(/\b(?:1[5-9]|20)\d\d\b/.exec(founded?.text ?? '')?.[0]) || null,
    headquarters: quoteOr(find(/headquarter|head office|based in|\boffice at\b/i, 'profile') ?? find(/headquarter/i)),
    employees: quoteOr(find(/\d.*\b(employees|people|staff|workforce)\b|\b(employees|staff|workforce)\b.*\d/i)),
    revenue: quoteOr(find(/\b(revenue|turnover|net sales|net interest income)\b.*\d/i)),
    website: null,
    recentNews: of('news')
      .slice(0, 5)
      .map((claim) => ({ title: titleOf(claim, 90), summary: quote(claim), date: dateOf(claim) })),
    decisionMakers: [],
    painPoints: troubles.slice(0, 4).map((claim) => quote(claim)),
    opportunities: technology.slice(0, 3).map((claim) => conclude('There is something to build on here', claim)),
    digitalMaturity: technology.length > 0 ? 'developing' : 'unknown',
    digitalMaturityWhy: technology.length > 0 ? quote(...technology.slice(0, 2)) : unknown(),
    aiFootprint: quoteOr(ai),
    aiAdoption: ai ? 'experimenting' : 'unknown',
    strategicGoals: plans.slice(0, 3).map((claim) => quote(claim)),
    keyInitiatives: (find(/programme|moved|replace|migrat|introduc|launch|agreement/i) ? pool.all : [])
      .filter(({ text }) => /programme|moved|replace|migrat|introduc|launch|agreement/i.test(text))
      .slice(0, 4)
      .map((claim) => quote(claim)),
    talkingPoints: talkingPoints(pool),
    cloudFootprint: quoteOr(find(/cloud|data centre|Azure|AWS/i)),
    securityPosture: quoteOr(of('security')[0]),
    dataMaturity: quoteOr(of('data')[0]),
    financialSignals: of('financials')
      .slice(0, 4)
      .map((claim) => quote(claim)),
    techPartnerships: [],
    conflicts: [],
    gapsInEvidence: Object.entries(families)
      .filter(([family]) => of(family).length === 0)
      .map(([, label]) => `No finding about ${label}.`),
  };
}

/** Sentences to begin a meeting with: what was found, and a question about it. */
function talkingPoints({ of }: Pool): Statement[] {
  const asked = [
    { claims: of('news').slice(0, 2), question: 'How is this going today?' },
    { claims: of('technology').slice(0, 2), question: 'Where does this cost the most time?' },
    {
      claims: of('financials', 'cloud', 'data').slice(0, 1),
      question: 'What would have to happen first to change this?',
    },
    { claims: of('leadership').slice(-1), question: 'What is expected from this in the first year?' },
  ];
  return asked.flatMap(({ claims, question }) => claims.map((claim) => infer(`${bare(claim)} ${question}`, claim)));
}
