import { named } from './figures.ts';
import { missingFigures } from './match-figures.ts';
import { digitNames } from './names.ts';
import { figuresOutside, isPlanned } from './planned.ts';
import { mergeFigures, readFigures } from './read-figures.ts';
import { strangeNames } from './read-names.ts';
import { type Check, claimsAround, located, quoted } from './scope.ts';

/**
 * Text that is no statement holds only figures and names of the claims that its object's statements name, of the input,
 * the seller profile and the technology list. Planned dates and planned durations are its own.
 */
export const proposal: Check = ({ proposals, grounds, lexicon }) =>
  proposals.flatMap((node) => {
    const claims = claimsAround(node);
    const stated = named(readFigures(node.value, grounds.digitNames), node.value, grounds);
    const known = mergeFigures([grounds.inputFigures, ...claims.map(grounds.figuresOf)]);
    const figures = missingFigures(figuresOutside(stated, isPlanned(node, grounds.today)), known);
    const near = grounds.namesOf(claims);
    const names = [...strangeNames(node.value, near, lexicon), ...digitNames(node.value, near, grounds)];
    const messages = [
      ...(figures.length > 0 ? [`Figures that this object's claims do not hold: ${quoted(figures)}.`] : []),
      ...(names.length > 0
        ? [`Names that this object's claims, the input and the catalogue do not hold: ${quoted(names)}.`]
        : []),
    ];
    return messages.map((message) => located(node, 'proposal', message, node.value));
  });
