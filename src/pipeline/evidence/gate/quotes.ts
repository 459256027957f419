import { plainClaimText } from '../claims.ts';
import { compact, wordPattern } from './fold.ts';
import { type Check, located, quoted } from './scope.ts';

/**
 * What an evidence statement sets in quotation marks stands word for word in one of its claims. Three words and fewer
 * are a way of speaking; an ellipsis leaves out.
 */
export const quotes: Check = ({ statements, grounds }) =>
  statements.flatMap((node) => {
    const { text, claims, basis } = node.value;
    if (basis !== 'evidence') return [];
    const sayings = claims.flatMap((id) => grounds.claims.get(id) ?? []).map((claim) => wordRow(plainClaimText(claim)));
    const strange = quotesIn(text).filter((quote) => {
      const pieces = quote.split(/…|\.{3}|\[[^\]]*\]/u).map(wordRow);
      return !sayings.some((saying) => pieces.every((piece) => saying.includes(piece)));
    });
    return strange.length > 0
      ? [located(node, 'quotes', `No claim of it holds these words: ${quoted(strange)}.`, text)]
      : [];
  });

const quotesIn = (text: string): string[] =>
  [...text.matchAll(/“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|"([^"]+)"/gu)]
    .map((match) => match.slice(1).find((group) => group !== undefined) ?? '')
    .filter((quote) => (quote.match(wordPattern) ?? []).length >= 4);

const wordRow = (text: string): string => ` ${(text.match(wordPattern) ?? []).map(compact).filter(Boolean).join(' ')} `;
