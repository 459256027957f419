import { Brief } from '../../../domain/brief.ts';
import { type Evidence, noUsage } from '../../../domain/evidence.ts';
import { cutClaims } from '../claims.ts';
import { evidence, inference, sampleContext } from './sample-context.ts';

const sentences = [
  'On 5 February 2026 Maersk said about 1,000 of its roughly 6,000 positions, some 15%, would go.',
  'The cuts are to save about $180 million a year.',
  'Vincent Clerc has led Maersk since 1 January 2023, following Søren Skou.',
];
const retrievedAt = '2026-11-23T08:00:00.000Z';

function answer(): Evidence {
  const part = sentences.join(' ');
  let from = 0;
  const supports = sentences.map((text, index) => {
    const startIndex = from;
    const endIndex = startIndex + Buffer.byteLength(text);
    from = endIndex + 1;
    return { part: 0, startIndex, endIndex, text, chunkIndices: [index === 1 ? 1 : 0] };
  });
  return {
    answerId: 'facet.news.answer',
    stage: 'facet.news',
    parts: [part],
    searchQueries: ['maersk news'],
    chunks: [
      { uri: 'https://www.maersk.com/news/plan', title: 'Maersk plan' },
      { uri: 'https://container-news.com/cuts', title: 'container-news.com' },
    ],
    supports,
    model: 'gemini-flash-latest',
    finishReason: 'STOP',
    usage: noUsage(),
    retrievedAt,
    dropped: {},
  };
}

/** A small report in which everything is proven: one answer, three claims, two sources, six statements. Made anew each time. */
export function sampleBrief(): Brief {
  const given = answer();
  const { claims, sources } = cutClaims({ stage: given.stage, answerId: given.answerId, answer: given, retrievedAt });
  const { seller, company } = sampleContext();
  return Brief.parse({
    schemaVersion: 1,
    runId: 'run-1',
    request: { companyName: 'Maersk', mode: 'quick', focus: '', salesHistory: '' },
    createdAt: retrievedAt,
    status: 'completed',
    sample: false,
    seller,
    company: { ...company, claims: ['news.1'] },
    gaps: {
      technology: [],
      capability: [],
      process: [
        {
          id: 'process.1',
          statement: inference('Fewer positions make hand-overs a risk.', 'news.1'),
          severity: 'high',
          typicalForVertical: true,
        },
      ],
      recommendations: [],
      priorities: ['process.1'],
      confidence: 0.6,
      notes: '',
    },
    correlations: [],
    feasibility: [],
    plays: [],
    personas: [],
    facts: [],
    caseStudies: [
      {
        competitor: 'Maersk',
        vertical: 'transportation',
        title: 'What the cuts are to save',
        summary: evidence('The cuts are to save about $180 million a year.', 'news.2'),
        technologies: ['Azure'],
        outcomes: [],
        sourceId: sources[1]?.id ?? '',
        relevance: 0.5,
      },
    ],
    onePagers: [
      {
        useCaseId: 'u1',
        headline: 'Service that holds with fewer hands',
        summary: evidence('About 1,000 of roughly 6,000 positions would go.', 'news.1'),
        challenge: [evidence('The cuts are to save about $180 million a year.', 'news.2')],
        marketProof: [],
        solution: [{ text: 'Fjordline Data starts with one desk.', claims: [], basis: 'input' }],
        outcomes: [inference('Vincent Clerc can show that service holds.', 'news.3')],
        differentiators: ['One desk first'],
        callToAction: seller.callToAction,
        nextSteps: ['Pick a desk'],
        status: 'draft',
        version: 1,
        createdAt: retrievedAt,
      },
    ],
    files: [],
    claims,
    sources: sources.map((source, index) => ({ ...source, number: index + 1 })),
    evidence: [given],
    stages: [{ id: 'facet.news', status: 'done' }],
    stale: [],
    warnings: [],
    usage: noUsage(),
  });
}
