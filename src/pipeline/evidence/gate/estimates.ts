import type { Estimate } from '../../../domain/ideas.ts';
import { evaluate } from './arithmetic.ts';
import type { Grounds } from './context.ts';
import { hasQuantity } from './match-figures.ts';
import { readFigures } from './read-figures.ts';
import { strangeNames } from './read-names.ts';
import { type Check, claimsAround, estimateTexts, located, quoted } from './scope.ts';

/**
 * A computed figure shows how: an operand with a claim stands in that claim, one without is written in the assumptions,
 * and the formula, done again with the operands, gives the result.
 */
export const estimates: Check = ({ estimates: all, grounds, lexicon }) =>
  all.flatMap((node) => {
    const names = grounds.namesOf([...claimsAround(node), ...node.value.operands.flatMap(({ claim }) => claim ?? [])]);
    const strange = estimateTexts(node).flatMap((text) => strangeNames(text, names, lexicon));
    const messages = [
      ...node.value.operands.flatMap((operand) => operandProblem(operand, node.value, grounds)),
      ...resultProblem(node.value),
      ...(strange.length > 0 ? [`Names from nowhere: ${quoted(strange)}.`] : []),
    ];
    return messages.map((message) => located(node, 'estimates', message, node.value.result));
  });

type Operand = Estimate['operands'][number];

function operandProblem({ name, value, claim }: Operand, { assumptions }: Estimate, grounds: Grounds): string[] {
  if (claim === null) {
    return assumptions.length > 0
      ? []
      : [`The operand "${name}" has no claim: say in the assumptions where it comes from.`];
  }
  if (!grounds.claims.has(claim)) return [`There is no claim ${claim}.`];
  const figures = grounds.figuresOf(claim);
  const plain = { percent: false, currencies: [], raw: String(value), start: 0, end: 0, spelled: false, power: 0 };
  const readings = [
    { ...plain, values: [value] },
    { ...plain, values: [value, value * 100], percent: true },
  ];
  if (readings.some((quantity) => hasQuantity(quantity, figures))) return [];
  return [`The operand "${name}" (${value}) is not in the text of ${claim}.`];
}

function resultProblem({ formula, operands, result }: Estimate): string[] {
  const value = evaluate(formula, operands);
  if (value === undefined) {
    return ['The formula cannot be done again: write it with the operands’ names or values and + - × ÷ ( ) only.'];
  }
  const { quantities } = readFigures(result, []);
  const stated = quantities.flatMap((quantity) =>
    quantity.values.flatMap((n) => (quantity.percent ? [n, n / 100] : [n])),
  );
  // A result may be rounded to two digits, as estimates should be.
  if (stated.some((n) => Math.abs(n - value) <= 0.05 * Math.abs(value))) return [];
  return [`The formula gives ${Number(value.toPrecision(6))}, the result says otherwise.`];
}
