import { plainClaimText } from '../claims.ts';
import { isCommonWord } from './common-words.ts';
import type { Grounds } from './context.ts';
import { type Check, located, quoted } from './scope.ts';

/**
 * The evidence speaks of this company and of no other of a similar name. A statement may not rest on claims that are all
 * about another company, and may not name one that none of its claims names. Claims of the research on peers are about
 * others by their nature.
 */
export const subject: Check = ({ statements, grounds }) =>
  statements.flatMap((node) => {
    const { text, claims, basis } = node.value;
    const own = claims.flatMap((id) => grounds.claims.get(id) ?? []);
    if ((basis !== 'evidence' && basis !== 'inference') || own.length === 0) return [];
    const foreign = own.map((claim) =>
      isAboutPeers(claim.stage) ? [] : grounds.subject.othersMeant(plainClaimText(claim)),
    );
    const named = grounds.subject.othersNamed(text);
    const meant = foreign.flat().filter((other) => !named.includes(other) || grounds.subject.isNamesake(other));
    if (foreign.every((others) => others.length > 0) && meant.length > 0) {
      return [located(node, 'subject', `Its claims are about another company: ${quoted([...new Set(meant)])}.`, text)];
    }
    const swapped = named.filter((other) => !isNamedBy(other, claims, grounds));
    return swapped.length > 0 ? [located(node, 'subject', `Its claims do not speak of ${quoted(swapped)}.`, text)] : [];
  });

const isAboutPeers = (stage: string): boolean => stage === 'competitors';

/** A namesake by its whole name, a peer by any word of it: "the trial at Alaska" is Alaska Airlines'. */
function isNamedBy(other: string, claims: readonly string[], grounds: Grounds): boolean {
  const words = other.split(' ');
  const said = claims.flatMap((id) => [...grounds.wordsOf(id)]);
  const isSaid = (word: string) => said.includes(word) || said.includes(`${word}s`);
  if (grounds.subject.isNamesake(other)) return grounds.namesOf(claims).hasPhrase(words);
  const telling = words.filter((word) => !grounds.subject.ownWords.has(word) && !isCommonWord(word));
  return telling.length > 0 ? telling.some(isSaid) : words.every(isSaid);
}
