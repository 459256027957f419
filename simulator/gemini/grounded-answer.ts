import { closest } from './closeness.ts';
import { type BundledCompany, factsAbout, type Topic, topics } from './company-facts.ts';
import { findCompany } from './find-company.ts';
import { identityPassages } from './identity-answer.ts';
import { pagesOf } from './pages.ts';
import type { ReadPrompt } from './prompt.ts';
import { type GroundedProse, type Passage, withOddities, writeProse } from './prose.ts';
import { sampleName } from './sample-company.ts';
import { sampleFacts } from './sample-facts.ts';

export interface GroundedAnswer extends GroundedProse {
  queries: string[];
}

/** What a model with search would write: prose from the company's facts, each sentence tied to the pages it was read on. */
export function answerGrounded(
  companies: readonly BundledCompany[],
  prompt: ReadPrompt,
  oddities: boolean,
): GroundedAnswer {
  const wanted = prompt.company ?? { name: 'Sample company' };
  if (prompt.task === 'identity') {
    return { ...writeProse(identityPassages(companies, wanted)), queries: identityQueries(wanted.name) };
  }
  const topic = topicOf(prompt.task);
  const bundled = findCompany(companies, wanted);
  const question = prompt.task?.startsWith('asked[') ? prompt.section('question') : undefined;
  const findings =
    question === undefined
      ? searchFindings(bundled, wanted.name, topic)
      : topics
          .flatMap((any) => searchFindings(bundled, wanted.name, any))
          .filter((passage, index, all) => all.findIndex(({ text }) => text === passage.text) === index);
  const passages = layOut(
    topic,
    wanted.name,
    question === undefined ? findings : closest(question, findings, ({ text }) => text, wanted.name).slice(0, 4),
    oddities,
  );
  const prose = writeProse(passages);
  return {
    ...(oddities ? withOddities(prose) : prose),
    queries: queriesAbout(bundled?.company.name ?? wanted.name, topic),
  };
}

/** `facet.news`, `signal.jobs` and `competitors` say which facts are asked for; anything else is taken for a first look. */
const topicOf = (task: string | undefined): Topic => {
  const last = task?.split('.').at(-1);
  return topics.find((topic) => topic === last) ?? 'profile';
};

/** What a search about the topic brings: the facts of a bundled company, samples for any other. */
export const searchFindings = (bundled: BundledCompany | undefined, name: string, topic: Topic): Passage[] =>
  bundled
    ? factsAbout(bundled, topic).map((fact) => ({ text: fact.text, pages: pagesOf(bundled, fact) }))
    : sampleFacts(name, topic).map(({ text, page }) => ({ text, pages: [page] }));

const plain = (text: string): Passage => ({ text, pages: [] });

const perParagraph = 3;

function layOut(topic: Topic, name: string, found: readonly Passage[], heading: boolean): Passage[] {
  const subject = sampleName(name);
  if (found.length === 0) return [plain(`The search brought nothing about ${subject} on this question.\n`)];
  const opening = `This is what the pages found say about ${subject}.`;
  return [
    ...(heading ? [plain(`### ${topic.charAt(0).toUpperCase()}${topic.slice(1)}\n\n`)] : []),
    plain(opening),
    ...found.flatMap((passage, index) => [plain(index % perParagraph === 0 ? '\n\n' : ' '), passage]),
    plain('\n'),
  ];
}

const searched: Record<Topic, readonly string[]> = {
  profile: ['company profile headquarters founded', 'number of employees', 'revenue latest annual report'],
  news: ['news', 'latest results announcement', 'restructuring OR acquisition OR launch'],
  leadership: ['chief executive officer', 'chief information officer', 'management changes'],
  technology: ['technology stack ERP', 'artificial intelligence initiatives', 'technology partnership'],
  cloud: ['cloud migration', 'AWS OR Azure OR Google Cloud'],
  security: ['cyber attack', 'security incident data breach', 'CISO'],
  data: ['data platform', 'data governance'],
  financials: ['annual results revenue profit', 'outlook guidance', 'capital expenditure technology'],
  jobs: ['open positions software engineer', 'careers technology'],
  sentiment: ['employee reviews', 'customer satisfaction'],
  social: ['social media followers', 'LinkedIn'],
  competitors: [
    'competitors artificial intelligence',
    'competitors automation case study',
    'industry peers digital results',
  ],
};

export const queriesAbout = (name: string, topic: Topic): string[] =>
  searched[topic].map((words) => `${sampleName(name)} ${words}`);

const identityQueries = (name: string): string[] => [
  `${sampleName(name)} company`,
  `${sampleName(name)} official website headquarters`,
];
