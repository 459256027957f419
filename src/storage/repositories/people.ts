import { Person } from '../../domain/person.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import type { People } from '../../domain/ports/people.ts';
import { peopleOf } from './paths.ts';
import { checked, fromStored, readAll, toJson } from './stored.ts';

export function createPeople({ documents, clock }: { documents: Documents; clock: Clock }): People {
  return {
    async get(team, user) {
      const stored = await documents.get(`${peopleOf(team)}/${user}`);
      return stored && fromStored(Person, stored);
    },
    async save(given) {
      const person = checked(Person, { ...given, updatedAt: clock.now().toISOString(), schemaVersion: 1 as const });
      await documents.set(`${peopleOf(person.team)}/${person.user}`, toJson(person));
      return person;
    },
    async withDigest(team) {
      const where = [{ field: 'digest', op: '==' as const, value: true }];
      const stored = await readAll(documents, { collection: peopleOf(team), where });
      return stored.map((document) => fromStored(Person, document));
    },
  };
}
