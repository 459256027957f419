import { ClientProfile, clientText } from '../../domain/memory.ts';
import type { Clients } from '../../domain/ports/memory.ts';
import { keyFrom } from './keys.ts';
import type { MemoryOptions } from './memory-options.ts';
import { clientsOf } from './paths.ts';
import { createRemembered, type Remembered } from './remembered.ts';

export interface ClientStore {
  clients: Clients;
  store: Remembered<ClientProfile>;
}

export function createClients({ documents, clock }: MemoryOptions): ClientStore {
  const store = createRemembered(documents, {
    name: 'company profile',
    schema: ClientProfile,
    collection: clientsOf,
    text: clientText,
  });
  const clients: Clients = {
    save: (profile) =>
      documents.transaction(async (transaction) => {
        const { team, companyKey, visibility } = profile;
        const id = keyFrom(companyKey, visibility);
        const stored = await transaction.get(store.pathOf(team, id));
        const at = clock.now().toISOString();
        const createdAt = stored ? store.read(stored).createdAt : at;
        const saved: ClientProfile = { ...profile, id, createdAt, updatedAt: at, schemaVersion: 1 };
        store.put(transaction, saved);
        return saved;
      }),
    get: store.get,
    list: (team, question) => store.list(team, question, 'updatedAt'),
    edit: (team, id, patch) =>
      store.change(team, id, (profile) => ({ ...profile, ...patch, updatedAt: clock.now().toISOString() })),
    nearest: (team, question) => store.nearest(team, question),
    delete: (team, id) => documents.delete(store.pathOf(team, id)),
  };
  return { clients, store };
}
