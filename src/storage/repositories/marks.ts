import { AppError } from '../../domain/errors.ts';
import { Feedback, noMarks, RunMarks } from '../../domain/marks.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents, Transaction } from '../../domain/ports/documents.ts';
import type { Marks } from '../../domain/ports/people.ts';
import { keyFrom } from './keys.ts';
import { feedbackOf, marksPath, runPath } from './paths.ts';
import { checked, fromStored, readAll, toJson } from './stored.ts';

/** Marks lie in one document a run; feedback in one a message and person. */
export function createMarks({ documents, clock }: { documents: Documents; clock: Clock }): Marks {
  const now = () => clock.now().toISOString();

  /** Nothing is said about a run that was deleted: it would outlive it. */
  async function presentRun(transaction: Transaction, team: string, run: string): Promise<void> {
    if (!(await transaction.get(runPath(team, run)))) throw new AppError('not_found', 'There is no such run.');
  }

  const read = async (storage: Pick<Documents, 'get'> | Pick<Transaction, 'get'>, team: string, run: string) => {
    const stored = await storage.get(marksPath(team, run));
    return stored ? fromStored(RunMarks, stored) : noMarks();
  };

  const change = (team: string, run: string, make: (marks: RunMarks) => RunMarks): Promise<void> =>
    documents.transaction(async (transaction) => {
      await presentRun(transaction, team, run);
      const marks = checked(RunMarks, make(await read(transaction, team, run)));
      transaction.set(marksPath(team, run), toJson(marks));
    });

  return {
    get: (team, run) => read(documents, team, run),
    setStatus: (team, run, target, status, by) =>
      change(team, run, (marks) => ({
        ...marks,
        statuses: { ...marks.statuses, [target]: { status, by, at: now() } },
      })),
    verify: (team, run, source, by, verified) =>
      change(team, run, (marks) => {
        const { [source]: _, ...others } = marks.verified;
        return { ...marks, verified: verified ? { ...others, [source]: { by, at: now() } } : others };
      }),
    feedback: (given) =>
      documents.transaction(async (transaction) => {
        const said = checked(Feedback, { ...given, at: now(), schemaVersion: 1 });
        await presentRun(transaction, said.team, said.run);
        transaction.set(`${feedbackOf(said.team, said.run)}/${keyFrom(said.place, said.by)}`, toJson(said));
      }),
    async feedbackOf(team, run) {
      const stored = await readAll(documents, { collection: feedbackOf(team, run) });
      return stored.map((document) => fromStored(Feedback, document)).sort((a, b) => a.at.localeCompare(b.at));
    },
  };
}
