import { ageOf } from '../../../domain/freshness.ts';
import { readDates } from '../dates.ts';
import { type Check, located, quoted } from './scope.ts';
import { sentencesOf } from './sentences.ts';

const present =
  /\b(?:now|today|currently|presently|nowadays|at present|at the moment|these days|as of today|this (?:year|month|quarter|week)|to date|heute|derzeit|aktuell|momentan|gegenwärtig|zurzeit|dieses Jahr)\b/giu;

/**
 * What old claims say is not said of today: a sentence of evidence that says "now" rests on at least one claim that is
 * fresh or undated, or names its year. The age itself is for views to show (`ageOf`).
 */
export const freshness: Check = ({ statements, grounds }) =>
  statements.flatMap((node) => {
    const { text, basis } = node.value;
    if (basis !== 'evidence' || grounds.today === '') return [];
    const age = ageOf(node.value, grounds.claims, grounds.today);
    if (!age?.stale) return [];
    const found = sentencesOf(text)
      .filter((sentence) => !readDates(sentence).dates.some(({ year }) => year !== undefined))
      .flatMap((sentence) => sentence.match(present) ?? []);
    return found.length > 0
      ? [
          located(
            node,
            'freshness',
            `Its newest claim is of ${age.asOf}; give that date instead of ${quoted(found)}.`,
            text,
          ),
        ]
      : [];
  });
