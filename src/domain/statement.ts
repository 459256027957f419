import { z } from 'zod';
import { id, modelText } from './text.ts';

/** Stage and ordinal, such as `news.3`. */
export const ClaimId = id(80);
export type ClaimId = z.infer<typeof ClaimId>;

export const Basis = z.enum(['evidence', 'inference', 'input', 'unknown']);
export type Basis = z.infer<typeof Basis>;

/**
 * A sentence bound to what it rests on. `evidence` needs at least one claim that says it, `inference` names the claims
 * it was drawn from, `input` comes from the user or the seller profile, `unknown` is an honest gap.
 */
export const Statement = z.object({
  text: modelText(1200),
  claims: z.array(ClaimId).max(12),
  basis: Basis,
});
export type Statement = z.infer<typeof Statement>;

export const unknownStatement = (text = 'Not found in the evidence.'): Statement => ({
  text,
  claims: [],
  basis: 'unknown',
});

export const isKnown = (statement: Statement | undefined): statement is Statement =>
  statement !== undefined && statement.basis !== 'unknown' && statement.text.length > 0;
