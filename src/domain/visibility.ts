/** Shared by everybody of the team. Everything else is the id of a conversation whose members alone may see it. */
export const teamVisible = 'team';

/** What a run in a place may be told: what the team shares, and what belongs to that place. */
export const seenFrom = (visibility: string): string[] => [...new Set([teamVisible, visibility])];
