/** Shared by everybody of the team. Everything else is the id of a conversation whose members alone may see it. */
export const teamVisible = 'team';

/** One filter of Firestore takes no more values: https://firebase.google.com/docs/firestore/query-data/queries#limitations */
export const mostVisibilities = 30;

/** What somebody may see, as it is asked for: each once, and the first of them where there are too many. */
export const asViewer = (visibilities: Iterable<string>): string[] =>
  [...new Set(visibilities)].slice(0, mostVisibilities);

/** What a run in a place may be told: what the team shares, and what belongs to that place. */
export const seenFrom = (visibility: string): string[] => asViewer([teamVisible, visibility]);
