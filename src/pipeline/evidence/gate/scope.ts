import type { z } from 'zod';
import { type GateContext, type Grounds, readContext } from './context.ts';
import type { CheckName, Finding } from './finding.ts';
import { lowerCaseWords } from './lower-case-words.ts';
import type { Lexicon } from './read-names.ts';
import {
  descendants,
  type EstimateNode,
  type Node,
  pathName,
  type StatementNode,
  type StringNode,
  walk,
} from './walk.ts';

/** Everything a check reads: the grounds, and the value taken apart. */
export interface Scope {
  grounds: Grounds;
  lexicon: Lexicon;
  statements: readonly StatementNode[];
  /** Prose that is no statement. */
  proposals: readonly StringNode[];
  estimates: readonly EstimateNode[];
  /** Strings registered as addresses. */
  addresses: readonly StringNode[];
  /** Strings registered as dates. */
  dates: readonly StringNode[];
}

export type Check = (scope: Scope) => Located[];

/** A finding and the node it is about. */
export interface Located extends Finding {
  node: Node;
}

export const readScope = (schema: z.ZodType, value: unknown, grounds: Grounds): Scope => {
  const nodes = [...descendants(walk(schema, value))];
  const strings = nodes.filter((node) => node.kind === 'string');
  return {
    grounds,
    lexicon: {
      technologies: grounds.technologies,
      ordinary: new Set([...grounds.ordinary, ...lowerCaseWords(nodes.flatMap(writtenText))]),
    },
    statements: nodes.filter((node) => node.kind === 'statement'),
    proposals: strings.filter((node) => node.prose),
    estimates: nodes.filter((node) => node.kind === 'estimate'),
    addresses: strings.filter((node) => node.reason === 'url'),
    dates: strings.filter((node) => node.reason === 'date'),
  };
};

const writtenText = (node: Node): string[] => {
  if (node.kind === 'statement') return [node.value.text];
  if (node.kind === 'string') return node.prose ? [node.value] : [];
  return node.kind === 'estimate' ? estimateTexts(node) : [];
};

/** For one check alone: `runCheck(figures, Report, report, context)`. */
export const runCheck = (check: Check, schema: z.ZodType, value: unknown, context: GateContext): Located[] =>
  check(readScope(schema, value, readContext(context)));

export const located = (node: Node, check: CheckName, message: string, text: string): Located => ({
  path: pathName(node.path),
  check,
  message,
  text,
  node,
});

/** Every text that a reader reads, with the node it belongs to. */
export const texts = (scope: Scope): { node: StatementNode | StringNode | EstimateNode; text: string }[] => [
  ...scope.statements.map((node) => ({ node, text: node.value.text })),
  ...scope.proposals.map((node) => ({ node, text: node.value })),
  ...scope.estimates.flatMap((node) => estimateTexts(node).map((text) => ({ node, text }))),
];

export const estimateTexts = ({ value }: EstimateNode): string[] => [
  value.result,
  value.formula,
  ...value.operands.map((operand) => operand.name),
  ...value.assumptions,
];

/**
 * The claims that a proposal text may lean on: those of the statements in the nearest object around it that has any.
 */
export function claimsAround(node: Node): string[] {
  for (let around = node.parent; around; around = around.parent) {
    if (around.kind !== 'object') continue;
    const statements = [...descendants(around)].filter((inner) => inner.kind === 'statement');
    if (statements.length > 0) return [...new Set(statements.flatMap(({ value }) => value.claims))];
  }
  return [];
}

export const quoted = (items: readonly string[]): string => items.map((item) => `"${item}"`).join(', ');
