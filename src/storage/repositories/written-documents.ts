import type { Documents, StoredDocument, Transaction } from '../../domain/ports/documents.ts';

/** The documents of all these handles that are there now, whatever they are kept in: every path ever written is looked at. */
export function watchWrites() {
  const paths = new Set<string>();
  const noted =
    <A extends unknown[], T>(write: (path: string, ...rest: A) => T) =>
    (path: string, ...rest: A): T => {
      paths.add(path);
      return write(path, ...rest);
    };
  const within = (transaction: Transaction): Transaction => ({
    ...transaction,
    create: noted(transaction.create),
    set: noted(transaction.set),
  });
  return {
    watched: (documents: Documents): Documents => ({
      ...documents,
      create: noted(documents.create),
      set: noted(documents.set),
      increment: noted(documents.increment),
      transaction: (work) => documents.transaction((transaction) => work(within(transaction))),
    }),
    async everything(documents: Documents): Promise<StoredDocument[]> {
      const stored = await documents.getMany([...paths].sort());
      return stored.flatMap((document) => document ?? []);
    },
  };
}
