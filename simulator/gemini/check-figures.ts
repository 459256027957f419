import type { BundledCompany } from './company-facts.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { alternativesOf, isStatement } from './resolve-answer.ts';

/** Digits as they are compared: `1,240`, `1'240` and `1 240` are one figure. */
export const figuresIn = (text: string): string[] =>
  [...text.matchAll(/\d+(?:[.,'’\u00a0\u202f]\d+)*/g)].map(([figure]) =>
    figure
      .replace(/[,'’\u00a0\u202f](?=\d{3}(?!\d))/g, '')
      .replace(',', '.')
      .replace(/^(\d+)\.(\d*?)0+$/, '$1.$2')
      .replace(/\.$/, ''),
  );

/**
 * Fact ids that do not exist and figures that the facts do not hold: in a statement those of its own facts, in any other
 * string those of the nearest object around it that names facts. Scores are numbers, not strings, so they are not read.
 */
export function figureProblems(root: Json, { facts }: Pick<BundledCompany, 'facts'>): string[] {
  const textOf = new Map(facts.map(({ id, text }) => [id, text]));
  const problems: string[] = [];

  const missingFigures = (text: string, factIds: readonly string[]) => {
    const known = new Set(factIds.flatMap((id) => figuresIn(textOf.get(id) ?? '')));
    return figuresIn(text).filter((figure) => !known.has(figure));
  };

  const visit = (node: Json, path: string, around: readonly string[]): void => {
    const options = alternativesOf(node);
    if (options) {
      for (const [index, option] of options.entries()) visit(option, `${path}(${index})`, around);
    } else if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) visit(item, `${path}[${index}]`, around);
    } else if (isStatement(node)) {
      visitStatement(node, path);
    } else if (isObject(node)) {
      visitObject(node, path, around);
    } else if (typeof node === 'string') {
      for (const figure of missingFigures(node, around))
        problems.push(`${path}: ${figure} is in none of its object's facts`);
    }
  };

  const visitStatement = ({ text, claims, basis }: { text: string; claims: string[]; basis: string }, path: string) => {
    for (const id of claims.filter((claim) => !textOf.has(claim))) problems.push(`${path}: there is no fact ${id}`);
    if ((basis === 'evidence' || basis === 'inference') && claims.length === 0) problems.push(`${path}: names no fact`);
    if (basis === 'unknown' && claims.length > 0) problems.push(`${path}: unknown, but names facts`);
    if (basis === 'input') return;
    for (const figure of missingFigures(text, claims)) problems.push(`${path}: ${figure} is in none of its facts`);
  };

  const visitObject = (node: JsonObject, path: string, around: readonly string[]) => {
    const own = factIdsIn(node);
    for (const [key, member] of Object.entries(node)) {
      if (exempt.has(key)) continue;
      visit(member, `${path}.${key}`, own.length > 0 ? own : around);
    }
  };

  visit(root, '', factIdsIn(root));
  return problems;
}

/** Ids, dates, plans, addresses and the working of an estimate, which the gate does again by itself. */
const exempt = new Set(
  'id gapId claim date due period timeline milestones actions engagement objectives nextSteps profileUrl website priorities roi foundedYear'.split(
    ' ',
  ),
);

function factIdsIn(node: Json): string[] {
  if (Array.isArray(node)) return node.flatMap(factIdsIn);
  if (isStatement(node)) return node.claims;
  if (!isObject(node)) return [];
  const claim = node.claim;
  return [...(typeof claim === 'string' ? [claim] : []), ...Object.values(node).flatMap(factIdsIn)];
}
