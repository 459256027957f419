import type { RunRequest } from '../src/domain/run.ts';
import { teamVisible } from '../src/domain/visibility.ts';
import type { GroundedAnswer, ModelClient } from '../src/pipeline/model.ts';
import type { Lasting } from '../src/pipeline/stage-spec.ts';

/** Where a payload comes in: what it does to the request, or to what the search brought. */
export interface Place {
  name: string;
  request?: (request: RunRequest, payload: string) => RunRequest;
  found?: (answer: GroundedAnswer, payload: string) => GroundedAnswer;
  /** What the team knows before the run. */
  known?: 'memory' | 'note';
}

const inTitles = (answer: GroundedAnswer, payload: string): GroundedAnswer => ({
  ...answer,
  chunks: answer.chunks.map((chunk) => ({ ...chunk, title: `${chunk.title ?? ''} ${payload}` })),
});

/** The page says it, and so does the answer: the payload stands behind the last supported sentence, inside its segment. */
function inSegment(answer: GroundedAnswer, payload: string): GroundedAnswer {
  const last = answer.supports.at(-1);
  if (!last) return answer;
  const text = `${last.text} ${payload}`;
  const parts = answer.parts.map((part, index) => (index === last.part ? part.replace(last.text, () => text) : part));
  const start = Buffer.byteLength((parts[last.part] ?? '').slice(0, (parts[last.part] ?? '').indexOf(text)));
  const moved = { ...last, text, startIndex: start, endIndex: start + Buffer.byteLength(text) };
  return { ...answer, parts, supports: [...answer.supports.slice(0, -1), moved] };
}

/** The answer says it where no page was tied to it. */
const inProse = (answer: GroundedAnswer, payload: string): GroundedAnswer => ({
  ...answer,
  parts: answer.parts.map((part) => `${part}\n\n${payload}\n`),
});

export const places: readonly Place[] = [
  { name: 'chunk titles', found: inTitles },
  { name: 'a supported segment', found: inSegment },
  { name: 'prose without support', found: inProse },
  // What is typed there is cleaned and limited like everything a user types.
  {
    name: 'the company name',
    request: (request, payload) => ({ ...request, companyName: `${request.companyName} ${payload}`.slice(0, 255) }),
  },
  { name: 'the focus', request: (request, payload) => ({ ...request, focus: payload }) },
  { name: 'the sales history', request: (request, payload) => ({ ...request, salesHistory: payload }) },
  { name: 'the memory', known: 'memory' },
  { name: 'a note of the project', known: 'note' },
];

/** A team that remembers something about the company and works on it in a project with a note. */
export const teamKnowing =
  ({ memory, note }: { memory: string; note: string }) =>
  async (team: string, { repositories, embeddings }: Lasting): Promise<Partial<RunRequest>> => {
    const kept = { team, createdBy: 'test', visibility: teamVisible };
    const [values = []] = await embeddings.embed([memory], new AbortController().signal);
    await repositories.memory.entries.create({
      ...kept,
      kind: 'client_interaction',
      title: 'Met at a fair',
      content: memory,
      companyKey: 'maersk.com',
      companyName: 'Maersk',
      tags: [],
      vector: { model: embeddings.model, values },
    });
    const project = await repositories.projects.create({
      ...kept,
      name: 'Maersk',
      companyName: 'Maersk',
      companyKey: 'maersk.com',
    });
    await repositories.projects.annotate(team, project.id, { text: note, createdBy: 'test' });
    return { project: project.id };
  };

/** The model client with payloads in what the search brings. */
export const planted =
  ({ found }: Place, payload: string) =>
  (model: ModelClient): ModelClient =>
    found
      ? {
          ...model,
          grounded: async (call) => found(await model.grounded(call), payload),
        }
      : model;
