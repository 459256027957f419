import { type Company, companyKeyOf } from '../../domain/company.ts';
import { AppError, toAppError } from '../../domain/errors.ts';
import type { MemoryEntry, Recalled, Vector } from '../../domain/memory.ts';
import type { Similar } from '../../domain/ports/memory.ts';
import type { VerticalName } from '../../domain/vertical.ts';
import { verticalLabel } from '../../domain/vertical.ts';
import { seenFrom } from '../../domain/visibility.ts';
import { moveVectors } from '../context/move-vectors.ts';
import { rankPlays } from '../context/rank-plays.ts';
import { runContext } from '../context/run-context.ts';
import { companyOf } from '../inputs.ts';
import type { MakeStage, StageInput } from '../stage-spec.ts';
import { lastingOf } from './lasting.ts';
import { verticalPrior } from './vertical-keywords.ts';

const contextLimit = 6000;
const most = { clients: 3, plays: 4, notes: 5 } as const;
/** Looked at for each one taken: the nearest is not always the best. */
const lookedAt = 30;
/** Below this two texts have nothing in common, whatever the embedder. */
const leastSimilarity = 0.05;
const sameVertical = 0.1;
/** Plays promoted by a click have no vector yet; a run gives it to at most this many. */
const movedOnTheWay = 20;

type Remembered = Omit<Recalled, 'context'>;

/**
 * What the team remembers that may help with this company, and what the project found before. It shapes choice and
 * wording and is never evidence. Where only the embedder fails, the project's context is still handed on.
 */
export const makeRecall: MakeStage = async (input) => {
  const company = companyOf(input);
  const { repositories } = lastingOf(input);
  const context = await runContext(repositories, input.run, companyKeyOf(company), contextLimit);
  const warnings: string[] = [];
  const remembered = await remember(input, company).catch((error: unknown): Remembered => {
    const known = toAppError(error);
    if (context === '' || input.signal.aborted || known.code === 'storage_failed') throw known;
    warnings.push(`Similar clients and plays were not looked up: ${known.message}`);
    return { clients: [], plays: [], notes: [] };
  });
  const output: Recalled = { ...remembered, context };
  return { status: 'done', output, line: lineOf(output), warnings };
};

async function remember(input: StageInput, company: Company): Promise<Remembered> {
  const { run, signal, onUsage } = input;
  const { repositories, embeddings } = lastingOf(input);
  const { memory } = repositories;
  const vertical = verticalPrior([company.name, company.oneLine ?? ''].join('\n'))?.vertical;
  const [values] = await embeddings.embed([questionOf(input, company, vertical)], signal, onUsage);
  if (!values) throw new AppError('model_answer_unusable', 'The embedder gave no usable answer.');
  await moveVectors({
    memory,
    embeddings,
    team: run.team,
    batch: movedOnTheWay,
    limit: movedOnTheWay,
    kinds: ['play'],
    signal,
    onUsage,
  });
  const vector: Vector = { model: embeddings.model, values };
  const question = { viewer: seenFrom(run.visibility), vector, limit: lookedAt };
  const [clients, plays, notes] = await Promise.all([
    memory.clients.nearest(run.team, question),
    memory.plays.nearest(run.team, question),
    ownNotes(input, company, vector),
  ]);
  const bonus = (one: { vertical: VerticalName }) => (one.vertical === vertical ? sameVertical : 0);
  const others = clients
    .filter((client) => client.companyKey !== companyKeyOf(company))
    .sort((a, b) => b.similarity + bonus(b) - (a.similarity + bonus(a)));
  return {
    clients: onePerCompany(others)
      .filter(isSimilar)
      .slice(0, most.clients)
      .map(({ id, companyName, summary, similarity }) => ({ id, companyName, summary, similarity })),
    plays: rankPlays(plays.filter(isSimilar), vertical)
      .slice(0, most.plays)
      .map(({ id, title, content, whenToUse, similarity }) => ({ id, title, content, whenToUse, similarity })),
    notes: notes.slice(0, most.notes).map(({ id, title, content, similarity }) => ({ id, title, content, similarity })),
  };
}

const isSimilar = ({ similarity }: { similarity: number }): boolean => similarity >= leastSimilarity;

/** A company that was researched in the channel and in the team is one client. */
const onePerCompany = <T extends { companyKey: string }>(clients: readonly T[]): T[] =>
  clients.filter((client, index) => clients.findIndex(({ companyKey }) => companyKey === client.companyKey) === index);

/** Without the name, which says nothing about likeness. */
const questionOf = ({ run }: StageInput, company: Company, vertical: VerticalName | undefined): string =>
  [vertical && verticalLabel(vertical), company.headquarters, company.oneLine, run.focus.slice(0, 1000)]
    .filter((part) => part !== undefined && part !== '')
    .join('. ') || company.name;

/**
 * What people wrote down, and what earlier runs found about this company. Within a project the latter comes from the
 * project's own iterations alone, and in a fresh run or a fork from nowhere.
 */
async function ownNotes(
  { run, ...input }: StageInput,
  company: Company,
  vector: Vector,
): Promise<Similar<MemoryEntry>[]> {
  const { entries } = lastingOf(input).repositories.memory;
  const companyKey = companyKeyOf(company);
  const question = { viewer: seenFrom(run.visibility), vector };
  const isOpen = run.project === undefined && (run.contextMode ?? 'accumulate') === 'accumulate';
  const [written, found] = await Promise.all([
    entries.nearest(run.team, {
      ...question,
      limit: lookedAt,
      kinds: ['client_interaction', 'deal_outcome', 'best_practice', 'lesson_learned'],
    }),
    isOpen
      ? entries.nearest(run.team, { ...question, limit: most.notes, kinds: ['research_insight'], companyKey })
      : [],
  ]);
  // What is about another company is told only where it is a lesson, and in a fresh run nothing is told about this one.
  const fitting = written.filter((note) =>
    note.companyKey === undefined || note.companyKey === companyKey
      ? note.companyKey === undefined || run.contextMode !== 'fresh'
      : note.kind === 'best_practice' || note.kind === 'lesson_learned' || note.kind === 'deal_outcome',
  );
  return [...fitting.filter(isSimilar), ...found];
}

function lineOf({ clients, plays, notes, context }: Recalled): string {
  const counted = (count: number, one: string): string[] =>
    count === 0 ? [] : [`${count} ${one}${count === 1 ? '' : 's'}`];
  const parts = [
    ...counted(clients.length, 'similar client'),
    ...counted(plays.length, 'play'),
    ...counted(notes.length, 'note'),
    ...(context === '' ? [] : ['earlier findings']),
  ];
  return parts.length > 0 ? parts.join(', ') : 'Nothing to recall yet';
}
