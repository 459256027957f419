import { type BundledCompany, type Topic, topics } from './company-facts.ts';
import { findCompany } from './find-company.ts';
import { queriesAbout, searchFindings } from './grounded-answer.ts';
import type { JsonObject } from './json.ts';
import type { ReadPrompt } from './prompt.ts';
import type { Passage } from './prose.ts';
import { tokensIn } from './reply.ts';
import { sampleName } from './sample-company.ts';
import { searchWidget } from './search-widget.ts';

/** `total_…` as the service counts them; searching and reading cost far more than the question. */
export interface DeepAnswer {
  steps: JsonObject[];
  usage: JsonObject;
}

const chapters: Record<Topic, { title: string; opening: (name: string) => string }> = {
  profile: {
    title: 'The company',
    opening: (name) => `It helps to begin with what ${name} is and how it earns its money.`,
  },
  news: { title: 'What happened lately', opening: (name) => `Several developments shape the present of ${name}.` },
  leadership: {
    title: 'Who decides',
    opening: (name) => `The people at the head of ${name} were looked up one by one.`,
  },
  technology: {
    title: 'Technology',
    opening: (name) => `The pages read say the following about the systems of ${name}.`,
  },
  cloud: { title: 'Cloud', opening: (name) => `On cloud platforms, ${name} is mentioned in these connections.` },
  security: {
    title: 'Security',
    opening: (name) => `Security was researched for ${name} with incidents and rules in mind.`,
  },
  data: { title: 'Data', opening: (name) => `How ${name} handles its data can be followed in part.` },
  financials: {
    title: 'Results and plans',
    opening: (name) => `The reports of ${name} and what was written about them say this.`,
  },
  jobs: { title: 'Recruiting', opening: (name) => `What ${name} recruits for shows where it wants to go.` },
  sentiment: {
    title: 'What employees and customers say',
    opening: (name) => `Opinions about ${name} were read with care.`,
  },
  social: { title: 'In public', opening: (name) => `In public, ${name} appears as follows.` },
  competitors: { title: 'What peers do', opening: (name) => `A look at the peers of ${name} completes the picture.` },
};

interface Written {
  text: string;
  annotations: JsonObject[];
}

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/**
 * The report of the simulated research agent: everything that is known about the company, in chapters, each sentence
 * cited by its bytes and followed by the agent's own mark. With oddities the citations take in that mark, too.
 */
export function answerDeep(companies: readonly BundledCompany[], prompt: ReadPrompt, oddities: boolean): DeepAnswer {
  const wanted = prompt.company ?? { name: 'Sample company' };
  const bundled = findCompany(companies, wanted);
  const subject = bundled?.company.name ?? sampleName(wanted.name);
  const told = new Set<string>();
  const written: Written = { text: `# ${subject}: a research report\n\n`, annotations: [] };
  const numbers = new Map<string, number>();
  for (const topic of topics) {
    const found = searchFindings(bundled, wanted.name, topic).filter(({ text }) => !told.has(text));
    if (found.length === 0) continue;
    written.text += `## ${chapters[topic].title}\n\n${chapters[topic].opening(subject)}`;
    for (const passage of found) {
      told.add(passage.text);
      write(written, passage, numbers, oddities);
    }
    written.text += '\n\n';
  }
  const queries = topics.flatMap((topic) => queriesAbout(subject, topic));
  return { steps: stepsOf(queries, written), usage: usageOf(prompt.text, queries, written.text) };
}

function write(written: Written, { text, pages }: Passage, numbers: Map<string, number>, oddities: boolean): void {
  written.text += ' ';
  const start = bytes(written.text);
  for (const { url } of pages) if (!numbers.has(url)) numbers.set(url, numbers.size + 1);
  const mark = ` [cite: ${pages.map(({ url }) => numbers.get(url)).join(', ')}]`;
  written.text += text + mark;
  const end = start + bytes(oddities ? text + mark : text);
  for (const { url, title } of pages) {
    // A number that is 0 is left out, as the service does.
    written.annotations.push({
      type: 'url_citation',
      url,
      title,
      ...(start > 0 && { start_index: start }),
      end_index: end,
    });
  }
}

const stepsOf = (queries: readonly string[], { text, annotations }: Written): JsonObject[] => [
  { type: 'thought', summary: [{ type: 'text', text: 'Planning the research.' }] },
  { type: 'google_search_call', id: 'search-1', search_type: 'web_search', arguments: { queries: [...queries] } },
  { type: 'google_search_result', call_id: 'search-1', result: [{ search_suggestions: searchWidget(queries) }] },
  { type: 'model_output', content: [{ type: 'text', text, annotations }] },
];

function usageOf(prompt: string, queries: readonly string[], text: string): JsonObject {
  const input = tokensIn(prompt.length);
  const output = tokensIn(text.length);
  const thoughts = output * 4;
  const tools = queries.length * 4000;
  return {
    total_input_tokens: input,
    total_output_tokens: output,
    total_thought_tokens: thoughts,
    total_tool_use_tokens: tools,
    total_tokens: input + output + thoughts + tools,
    grounding_tool_count: [{ type: 'google_search', count: queries.length }],
  };
}
