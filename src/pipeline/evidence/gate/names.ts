import type { Grounds } from './context.ts';
import { strangeDigitNames } from './digit-names.ts';
import type { NameIndex } from './name-index.ts';
import { readFigures } from './read-figures.ts';
import { strangeNames } from './read-names.ts';
import { type Check, located, quoted } from './scope.ts';

/**
 * Every name of a person, organisation or place in a statement is one of its own claims (their texts, titles and domains
 * of their sources), the user's or the seller's own, or a technology; of an `input` statement one of the latter three.
 */
export const names: Check = ({ statements, grounds, lexicon }) =>
  statements.flatMap((node) => {
    const { text, claims, basis } = node.value;
    const known =
      basis === 'input' ? grounds.inputNames : claims.length > 0 ? grounds.namesOf(claims) : grounds.runNames;
    const strange = [...strangeNames(text, known, lexicon), ...digitNames(text, known, grounds)];
    if (strange.length === 0) return [];
    const where =
      basis === 'input'
        ? 'Not in the input or the seller profile'
        : `Nowhere in ${claims.join(', ') || 'the evidence'} or the input`;
    return [located(node, 'names', `${where}: ${quoted(strange)}.`, text)];
  });

/** S/4HANA, 787-10: what the reader of names takes for numbers and the reader of figures for names. */
export const digitNames = (text: string, known: NameIndex, { technologies, digitNames: own }: Grounds): string[] =>
  strangeDigitNames(
    readFigures(text, own).names,
    (word) => known.hasWord(word) || technologies.hasPhrase([word]),
  ).filter((name) => !technologies.hasWordOf(name));
