import { claimSetOf } from './brief.ts';
import { AppError } from './errors.ts';
import { isSampleDomain } from './evidence.ts';
import type { PlayLibraryItem } from './memory.ts';
import { OnePager } from './one-pager.ts';
import { Play } from './play.ts';
import type { NewPlay } from './ports/memory.ts';
import type { Repositories } from './ports/repositories.ts';
import type { Run } from './run.ts';
import { parseStageId, type StageRecord } from './stage.ts';
import { cut } from './text.ts';
import { verticalLabel } from './vertical.ts';

type Draft = Pick<NewPlay, 'kind' | 'title' | 'content' | 'whenToUse' | 'vertical'>;

/**
 * Puts a play or a one-pager of a run into the library, under the run's visibility; the same one again gives the item
 * that is there. It needs no model: the next run that recalls gives it its vector. Errors: `not_found` when the stage was
 * not made, `invalid_input` for stages that hold no play and for sample data.
 */
export async function promotePlay(
  { stages, memory }: Pick<Repositories, 'stages' | 'memory'>,
  run: Run,
  stage: string,
  by: string,
): Promise<PlayLibraryItem> {
  const records = await stages.list(run.team, run.id);
  const record = records.find(({ id, status }) => id === stage && status === 'done');
  if (!record) throw new AppError('not_found', 'This was not made in this run.');
  const sources = records.flatMap((one) => claimSetOf(one)?.sources ?? []);
  if (sources.some(({ domain }) => isSampleDomain(domain))) {
    throw new AppError('invalid_input', 'Sample data does not go into the play library.');
  }
  const { team, visibility, id } = run;
  return memory.plays.create({ ...draftFrom(record), team, visibility, createdBy: by, origin: { run: id, stage } });
}

function draftFrom(record: StageRecord): Draft {
  switch (parseStageId(record.id).family) {
    case 'play':
      return fromPlay(Play.parse(record.output));
    case 'onePager':
      return fromOnePager(OnePager.parse(record.output));
    default:
      throw new AppError('invalid_input', 'Only plays and one-pagers go into the library.');
  }
}

const fromPlay = (play: Play): Draft => ({
  kind: 'pitch',
  title: play.title,
  content: cut(
    [
      play.elevatorPitch,
      play.valueProposition,
      ...play.discoveryQuestions.map((question) => `Ask: ${question}`),
      ...play.objections.map(({ objection, response }) => `When told "${objection}": ${response}`),
    ].join('\n'),
    5000,
  ),
  whenToUse: cut(
    `${play.targetPersona}, ${verticalLabel(play.targetVertical)}, ${play.companySize}. ${play.positioning}`,
    600,
  ),
  vertical: play.targetVertical,
});

const fromOnePager = (page: OnePager): Draft => ({
  kind: 'value_proposition',
  title: page.headline,
  content: cut([page.summary.text, ...page.solution.map(({ text }) => text)].join('\n'), 5000),
  whenToUse: cut(page.challenge.map(({ text }) => text).join(' '), 600),
});
