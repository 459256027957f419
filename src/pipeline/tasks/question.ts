import { z } from 'zod';
import type { Brief } from '../../domain/brief.ts';
import { AppError, isAppError } from '../../domain/errors.ts';
import type { Claim } from '../../domain/evidence.ts';
import type { MemoryEntry } from '../../domain/memory.ts';
import type { Similar } from '../../domain/ports/memory.ts';
import type { TaskResult } from '../../domain/ports/task-show.ts';
import { currentAttempt, isTerminal } from '../../domain/run.ts';
import { stageId } from '../../domain/stage.ts';
import { isKnown, Statement } from '../../domain/statement.ts';
import type { Answered, Question } from '../../domain/task.ts';
import { wordsOf } from '../comparison/words.ts';
import type { GateContext } from '../evidence/gate/context.ts';
import { enforce } from '../evidence/gate/enforce.ts';
import { findings } from '../evidence/gate/findings.ts';
import { claimsSection, layOut, section } from '../prompts/layout.ts';
import { structuredRules } from '../prompts/rules.ts';
import { lastingOf } from '../stages/lasting.ts';
import { runMeant } from './run-meant.ts';
import type { TaskWork } from './run-task.ts';

/** What the model answers with. */
const Answer = z
  .object({
    statements: z.array(Statement).max(8),
    /** True when the claims do not say it. */
    notInEvidence: z.boolean(),
  })
  .meta({ title: 'Answer' });

const instructions = `A colleague asks the question in section "question". Answer it in one to five short statements from the claims alone, the point first. Claims whose id begins with "memory." are notes of the team; use them like the others. Say nothing that was not asked for. When the claims do not answer it, statements is empty and notInEvidence is true; a neighbouring fact is no answer.`;

/** Characters of claims that travel with a question. */
const room = 60_000;
const remembered = 8;
/** A memory farther away than this is about something else. */
const leastSimilarity = 0.35;

/**
 * Answers from the run's evidence and the team's memory, sentence by sentence through the proof gate. Asked outside of a
 * run, it reads the newest one on the company that the question names. Where it was asked to, what is not there is looked
 * up first: one grounded stage more in the run. What is stored already is not asked again.
 */
export async function answerQuestion(task: Question, work: TaskWork): Promise<TaskResult> {
  if (task.research && task.run !== undefined) await lookUp(task, task.run, work);
  const run = task.run ?? (await namedRun(task, work));
  const brief = run === undefined ? undefined : await work.assemble(task.team, run);
  const memories = await recall(task, run, work);
  const answer = task.answer ?? {
    ...(await ask(task, brief, memories, work)),
    ...(run !== undefined && run !== task.run && { run }),
  };
  if (!task.answer) await work.repositories.tasks.answer(work.held, answer);
  return {
    kind: 'question',
    task,
    answer,
    ...(brief && { brief }),
    memories: memories.filter(({ id }) => answer.memories.includes(id)).map(({ id, title }) => ({ id, title })),
  };
}

/** What was read for the stored answer, or would be for a new one. */
const namedRun = async (task: Question, { repositories }: TaskWork): Promise<string | undefined> =>
  task.answer ? task.answer.run : (await runMeant(repositories.runs, task))?.id;

/** Makes the run's stage for this question, unless an earlier delivery has. Error: `conflict`, retryable, while the run is busy. */
async function lookUp(task: Question, run: string, { repositories, runJob, delivery }: TaskWork): Promise<void> {
  const stage = stageId('asked', task.id);
  const record = await repositories.stages.get(task.team, run, stage);
  if (record?.status === 'done' || record?.status === 'failed' || record?.status === 'skipped') return;
  const stored = await repositories.runs.get(task.team, run);
  if (!stored) throw new AppError('not_found', 'That research does not exist any more.');
  const isOurs = currentAttempt(stored).wanted.includes(stage);
  if (!isTerminal(stored.status) && !isOurs) throw busy();
  try {
    const begun = isOurs
      ? stored
      : await repositories.runs.again(task.team, run, { wanted: [stage], remake: [], by: task.createdBy });
    await runJob({ team: task.team, kind: 'run', id: run, attempt: currentAttempt(begun).no }, delivery);
  } catch (error) {
    if (isAppError(error, 'conflict')) throw busy();
    throw error;
  }
  const after = await repositories.runs.get(task.team, run);
  // Another worker has it: its result is read at the next delivery.
  if (after && !isTerminal(after.status)) throw busy();
}

const busy = (): AppError => new AppError('conflict', 'The research is still being worked on.', { retryable: true });

/** Only what whoever reads the answer may see, and nothing that the run, which is read itself, left there. */
async function recall(
  { team, text, viewer }: Question,
  run: string | undefined,
  { bench, signal, onUsage: _ }: TaskWork,
): Promise<Similar<MemoryEntry>[]> {
  const { repositories, embeddings } = lastingOf({ bench });
  const [values] = await embeddings.embed([text], signal);
  if (!values) return [];
  const vector = { model: embeddings.model, values };
  const found = await repositories.memory.entries.nearest(team, { viewer, vector, limit: remembered });
  return found.filter(
    ({ similarity, origin }) => similarity >= leastSimilarity && (run === undefined || origin?.run !== run),
  );
}

async function ask(
  task: Question,
  brief: Brief | undefined,
  memories: readonly Similar<MemoryEntry>[],
  { repositories, bench, signal, onUsage }: TaskWork,
): Promise<Answered> {
  const notes = memories.map(asClaim);
  const claims = [...notes, ...(brief ? fitting(brief, task) : [])];
  if (claims.length === 0) return nothing;
  const sources = brief?.sources ?? [];
  const context: GateContext = {
    claims,
    sources,
    ...(brief?.company && { company: brief.company }),
    input: {
      companyName: brief?.request.companyName ?? '',
      domain: brief?.request.domain,
      focus: brief?.request.focus ?? '',
      salesHistory: brief?.request.salesHistory ?? '',
    },
    seller: brief?.seller ?? (await repositories.settings.seller(task.team)),
  };
  const answered = await bench.model.structured({
    stage: 'question',
    tier: 'fast',
    schema: Answer,
    prompt: layOut({
      system: structuredRules,
      today: bench.now(),
      task: 'question',
      ...(brief?.company && { company: brief.company }),
      instructions,
      sections: [...section('question', task.text), ...claimsSection(claims, sources)],
    }),
    check: (value) => findings(Answer, value, context).map(({ path, message }) => `${path}: ${message}`),
    signal,
    onUsage,
  });
  const { statements } = enforce(Answer, answered.value, context).value;
  const known = statements.filter(isKnown);
  if (known.length === 0) return nothing;
  const used = new Set(known.flatMap((statement) => statement.claims));
  return {
    statements: known,
    notInEvidence: false,
    memories: notes.flatMap(({ id }) => (used.has(id) ? id.slice(memoryPrefix.length) : [])),
  };
}

const nothing: Answered = { statements: [], notInEvidence: true, memories: [] };

const memoryPrefix = 'memory.';

/** A note of the team as something to rest on: cited as what it is, never with a page's number. */
const asClaim = ({ id, title, content, updatedAt }: MemoryEntry): Claim => ({
  id: `${memoryPrefix}${id}`,
  stage: 'memory',
  text: `${title}. ${content}`,
  answerId: 'memory',
  part: 0,
  byteStart: 0,
  byteEnd: 0,
  sourceIds: [],
  asOf: updatedAt.slice(0, 10),
});

/** Idle and very short words are no sign that a claim is about the question. */
const tellingWords = (text: string): Set<string> => new Set(wordsOf(text).filter((word) => word.length > 2));

/** What was looked up for this question first, then by the words a claim shares with it, as long as there is room. */
function fitting(brief: Brief, { id, text }: Question): Claim[] {
  const own = stageId('asked', id);
  const words = tellingWords(text);
  const worth = (claim: Claim) => (claim.stage === own ? 1000 : 0) + tellingWords(claim.text).intersection(words).size;
  let free = room;
  return brief.claims
    .filter(({ stage }) => stage !== 'identity')
    .map((claim) => ({ claim, worth: worth(claim) }))
    .sort((a, b) => b.worth - a.worth)
    .flatMap(({ claim }) => {
      free -= claim.text.length + 40;
      return free >= 0 ? [claim] : [];
    });
}
