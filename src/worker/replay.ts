import type { DeadLetter } from '../domain/dead-letter.ts';
import { AppError, isAppError } from '../domain/errors.ts';
import type { Queue } from '../domain/ports/queue.ts';
import type { Repositories } from '../domain/ports/repositories.ts';
import { currentAttempt } from '../domain/run.ts';
import { teamVisible } from '../domain/visibility.ts';

export interface ReplayOptions {
  repositories: Pick<Repositories, 'runs' | 'tasks' | 'deadLetters' | 'audit'>;
  queue: Pick<Queue, 'publish'>;
}

/** What became of a letter: `begun` again, or `settled`, because somebody else did so before. */
export type Replayed = 'begun' | 'settled';

const operator = 'operator';

/** Brings work that was given up back: a failed run gets another attempt, a task another row of tries. Error: `not_found`. */
export const createReplay =
  ({ repositories, queue }: ReplayOptions) =>
  async (name: string): Promise<Replayed> => {
    const { deadLetters, audit } = repositories;
    const letter = await deadLetters.get(name);
    if (!letter) throw new AppError('not_found', `There is no dead letter ${name}.`);
    const attempt = await begin(repositories, letter);
    if (attempt === undefined) {
      await deadLetters.remove(name);
      return 'settled';
    }
    const { team, kind, id } = letter;
    await audit.record({
      ...{ team, by: operator, act: 'job.replay', on: id, from: 'terminal', visibility: teamVisible },
      detail: `${kind}, attempt ${attempt}`,
    });
    await queue.publish({ team, kind, id, attempt });
    return 'begun';
  };

/** The attempt that is due now; undefined where there is nothing to begin. */
async function begin(
  { runs, tasks, deadLetters }: ReplayOptions['repositories'],
  letter: DeadLetter,
): Promise<number | undefined> {
  const { team, kind, id } = letter;
  switch (await stateOf({ runs, tasks }, letter)) {
    case 'over':
      return undefined;
    case 'failed': {
      if (kind !== 'run') return (await tasks.again(team, id)).attempt;
      const run = await runs.get(team, id);
      if (!run) return undefined;
      const { wanted, remake } = currentAttempt(run);
      return currentAttempt(await runs.again(team, id, { wanted, remake, by: operator })).no;
    }
    case 'not_begun':
      await deadLetters.putBack(letter);
      return letter.attempt;
  }
}

/** `not_begun`: given up before anybody could take it, because it could not be read, and perhaps still cannot. */
async function stateOf(
  { runs, tasks }: Pick<Repositories, 'runs' | 'tasks'>,
  { team, kind, id, attempt }: DeadLetter,
): Promise<'failed' | 'over' | 'not_begun'> {
  try {
    const stored = kind === 'run' ? await runs.get(team, id) : await tasks.get(team, id);
    if (!stored || ('attempts' in stored && currentAttempt(stored).no !== attempt)) return 'over';
    if (stored.status === 'failed') return 'failed';
    return stored.status === 'queued' || stored.status === 'running' ? 'not_begun' : 'over';
  } catch (error) {
    if (isAppError(error, 'storage_failed')) return 'not_begun';
    throw error;
  }
}
