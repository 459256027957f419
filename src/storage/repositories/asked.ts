import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Transaction } from '../../domain/ports/documents.ts';
import type { NewRun } from '../../domain/ports/repositories.ts';
import { Run } from '../../domain/run.ts';
import { id, timestamp } from '../../domain/text.ts';
import { terms } from '../terms.ts';
import { askedPath, runPath } from './paths.ts';
import { fromStored, toJson } from './stored.ts';

const duplicateMilliseconds = 10 * 60 * 1000;

const Asked = z.object({ run: id(60), at: timestamp() });

type Question = Pick<NewRun, 'team' | 'channel' | 'companyName' | 'domain' | 'project' | 'contextMode' | 'basedOn'>;

/** Case, marks and punctuation do not make another company. */
const normalisedName = (name: string): string => terms(name).join(' ') || name.toLowerCase();
const normalisedDomain = (domain: string): string => domain.toLowerCase().replace(/^www\./, '');

/** One place for the name and one for the domain, so that finding the same question needs no query. */
function placesOf({ team, channel, companyName, domain }: Question): string[] {
  const place = (kind: string, value: string) =>
    askedPath(
      team,
      createHash('sha256')
        .update(JSON.stringify([channel, kind, value]))
        .digest('hex')
        .slice(0, 40),
    );
  const places = [place('name', normalisedName(companyName))];
  if (domain !== undefined) places.push(place('domain', normalisedDomain(domain)));
  return places;
}

function isSameCompany(a: Pick<Run, 'companyName' | 'domain' | 'choice'>, b: Question): boolean {
  // Of a name that several companies have, the choice says which one was meant.
  const domain = a.domain ?? a.choice?.domain;
  if (domain !== undefined && b.domain !== undefined) return normalisedDomain(domain) === normalisedDomain(b.domain);
  return normalisedName(a.companyName) === normalisedName(b.companyName);
}

/** An iteration of another project, or one that starts from something else, is asked for on purpose. */
const isSameContext = (a: Pick<Run, 'project' | 'contextMode' | 'basedOn'>, b: Question): boolean =>
  a.project === b.project &&
  a.basedOn === b.basedOn &&
  (b.contextMode === undefined || a.contextMode === b.contextMode);

/**
 * A run for the same company, asked for in the same channel less than ten minutes ago, that has not failed or been
 * cancelled. Two companies of one name with different domains are two companies.
 */
export async function findSameQuestion(
  transaction: Transaction,
  question: Question,
  now: Date,
): Promise<Run | undefined> {
  const earliest = now.getTime() - duplicateMilliseconds;
  for (const place of placesOf(question)) {
    const stored = await transaction.get(place);
    const asked = stored && fromStored(Asked, stored);
    if (!asked || Date.parse(asked.at) < earliest) continue;
    const document = await transaction.get(runPath(question.team, asked.run));
    const run = document && fromStored(Run, document);
    if (
      run &&
      run.status !== 'failed' &&
      run.status !== 'cancelled' &&
      isSameCompany(run, question) &&
      isSameContext(run, question)
    )
      return run;
  }
  return undefined;
}

export function rememberQuestion(transaction: Transaction, question: Question, run: string, now: Date): void {
  const expireAt = new Date(now.getTime() + duplicateMilliseconds).toISOString();
  for (const place of placesOf(question)) transaction.set(place, toJson({ run, at: now.toISOString(), expireAt }));
}
