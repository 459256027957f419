import { z } from 'zod';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import type { FreshEvidence, Question } from '../../domain/ports/fresh-evidence.ts';
import { id, timestamp } from '../../domain/text.ts';
import { seenFrom } from '../../domain/visibility.ts';
import { keyFrom } from './keys.ts';
import { freshPath } from './paths.ts';
import { fromStored, isExpired, toJson } from './stored.ts';

const Asked = z.object({ run: id(60), retrievedAt: timestamp() });

const pathOf = ({ team, companyKey, stage, prompt }: Question, visibility: string): string =>
  freshPath(team, keyFrom(companyKey, stage, prompt, visibility));

/** One document per question and visibility, found without a query. The newest answer wins. */
export function createFreshEvidence({ documents, clock }: { documents: Documents; clock: Clock }): FreshEvidence {
  return {
    note: (question, answer) =>
      documents.transaction(async (transaction) => {
        const path = pathOf(question, question.visibility);
        const stored = await transaction.get(path);
        if (stored && fromStored(Asked, stored).retrievedAt >= answer.retrievedAt) return;
        transaction.set(path, toJson(answer));
      }),
    async find(question) {
      const stored = await documents.getMany(
        seenFrom(question.visibility).map((visibility) => pathOf(question, visibility)),
      );
      return stored
        .flatMap((document) => (document && !isExpired(document, clock.now()) ? [fromStored(Asked, document)] : []))
        .sort((a, b) => (a.retrievedAt < b.retrievedAt ? 1 : -1))[0];
    },
  };
}
