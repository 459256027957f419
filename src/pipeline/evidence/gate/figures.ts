import type { Statement } from '../../../domain/statement.ts';
import { isCommonWord } from './common-words.ts';
import type { Grounds } from './context.ts';
import { missingFigures } from './match-figures.ts';
import { type Figures, mergeFigures, readFigures } from './read-figures.ts';
import { type Check, located, quoted } from './scope.ts';

/**
 * Every figure, amount, percentage, date and year of a statement stands in the text of its own claims, in any unit that
 * is the same value; of an `input` statement in the user's input or the seller profile; an unknown one has none.
 */
export const figures: Check = ({ statements, grounds }) =>
  statements.flatMap((node) => {
    const { text, claims, basis } = node.value;
    const stated = readFigures(text, grounds.digitNames);
    const missing = missingFigures(named(stated, text, grounds), allowed(node.value, grounds));
    if (missing.length === 0) return [];
    const where =
      basis === 'unknown'
        ? 'What is unknown has no figures'
        : basis === 'input'
          ? 'Not in the input or the seller profile'
          : `Not in the text of ${claims.join(', ') || 'any claim'}`;
    return [located(node, 'figures', `${where}: ${quoted(missing)}.`, text)];
  });

function allowed({ claims, basis }: Statement, grounds: Grounds): Figures {
  if (basis === 'unknown') return mergeFigures([]);
  if (basis === 'input') return grounds.inputFigures;
  return mergeFigures(claims.map(grounds.figuresOf));
}

/** Without the numbers that belong to a name: "Microsoft 365", "ISO 27001", "Phase 2". */
export function named(stated: Figures, text: string, grounds: Grounds): Figures {
  return {
    ...stated,
    quantities: stated.quantities.filter((quantity) => {
      if (quantity.percent || quantity.currencies.length > 0 || quantity.power > 0 || quantity.spelled) return true;
      const before = /(\p{L}[\p{L}\p{N}.&+'’-]*)\s?$/u.exec(text.slice(0, quantity.start))?.[1];
      if (before === undefined) return true;
      const number = quantity.raw.trim();
      if (/^\d{1,2}$/.test(number) && steps.has(before.toLowerCase())) return false;
      return !(/\p{Lu}/u.test(before) && isNamed(before, number, grounds));
    }),
  };
}

/** "About 60" is no name although the evidence has the words. */
const isNamed = (before: string, number: string, grounds: Grounds): boolean =>
  grounds.technologies.hasPhrase([before, number]) ||
  (!isCommonWord(before.toLowerCase()) && grounds.runNames.hasPhrase([before, number]));

/** Words that count the parts of a plan. */
const steps = new Set('step phase wave stage horizon option day sprint level tier part workstream release'.split(' '));
