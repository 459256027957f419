import { type Check, located } from './scope.ts';

/** Claims exist; evidence has at least one, an inference names its parents, unknown and input need none. */
export const references: Check = ({ statements, grounds }) =>
  statements.flatMap((node) => {
    const { text, claims, basis } = node.value;
    const missing = claims.filter((id) => !grounds.claims.has(id));
    const messages = [
      ...(missing.length > 0 ? [`There is no claim ${missing.join(', ')}.`] : []),
      ...(basis === 'evidence' && claims.length === 0 ? ['A statement of evidence needs the claim that says it.'] : []),
      ...(basis === 'inference' && claims.length === 0 ? ['An inference needs the claims it was drawn from.'] : []),
      ...(basis === 'unknown' && claims.length > 0 ? ['What is unknown has no claims.'] : []),
      ...(text.trim() === '' ? ['The statement has no text.'] : []),
    ];
    return messages.map((message) => located(node, 'references', message, text));
  });
