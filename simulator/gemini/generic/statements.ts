import type { PromptClaim } from '../prompt.ts';

/** A type and not an interface, so that it counts as JSON. */
export type Statement = {
  text: string;
  claims: string[];
  basis: 'evidence' | 'inference' | 'input' | 'unknown';
};

const mark = 'Sample: ';

/** A claim's sentence without the word that marks it as a sample. */
export const bare = (claim: PromptClaim): string =>
  claim.text.startsWith(mark) ? claim.text.slice(mark.length) : claim.text;

const isSample = (claim: PromptClaim): boolean => claim.text.startsWith(mark);

/** The claims' own sentences, so that every figure and name stands in them. */
export const quote = (...claims: PromptClaim[]): Statement => ({
  text: claims.map((claim, index) => (index === 0 ? claim.text : bare(claim))).join(' '),
  claims: claims.map(({ id }) => id),
  basis: 'evidence',
});

/** `lead`, which says what follows from it, and the claim's own sentence. */
export const conclude = (lead: string, claim: PromptClaim): Statement => ({
  text: `${isSample(claim) ? mark : ''}${lead}: ${bare(claim)}`,
  claims: [claim.id],
  basis: 'inference',
});

/** A thought of one's own, without figures or names, drawn from the claim. */
export const infer = (text: string, claim: PromptClaim | undefined): Statement =>
  claim ? { text: `${isSample(claim) ? mark : ''}${text}`, claims: [claim.id], basis: 'inference' } : unknown();

export const unknown = (text = 'Not found in the evidence.'): Statement => ({ text, claims: [], basis: 'unknown' });

export const quoteOr = (claim: PromptClaim | undefined): Statement => (claim ? quote(claim) : unknown());

/** The beginning of a claim's sentence, for a title; ends at a word. */
export function titleOf(claim: PromptClaim, longest: number): string {
  const text = bare(claim).replace(/[.\s]+$/u, '');
  if (text.length <= longest) return text;
  const clause = text.slice(0, longest).replace(/\s+\S*$/u, '');
  return `${clause.replace(/[,;:\s]+$/u, '')}…`;
}
