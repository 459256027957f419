import type { z } from 'zod';
import type { Statement } from '../../../domain/statement.ts';
import type { GateContext, Grounds } from './context.ts';
import { readContext } from './context.ts';
import { createEditor, type Editor } from './edit.ts';
import type { Finding } from './finding.ts';
import { plainFinding, runChecks } from './findings.ts';
import { markersIn, withoutMarkers } from './markers.ts';
import { type Located, readScope, type Scope } from './scope.ts';
import { sentencesOf } from './sentences.ts';
import type { Node, StatementNode, StringNode } from './walk.ts';

export interface Enforced<T> {
  value: T;
  /** What was wrong with the value as it came. */
  findings: Finding[];
  /** Items, strings and sentences left out. */
  dropped: number;
  /** Statements set to unknown. */
  downgraded: number;
}

export interface EnforceOptions {
  /** Honest neutral texts for strings that must be there, by path (`headline`). */
  fallbacks?: Readonly<Record<string, string>>;
}

/**
 * Takes out of a generated value whatever the gate finds, so that nothing is found any more and the schema still holds.
 * Markers and claims that do not exist are taken out of a statement, and sentences that fail behind one that passes; what still
 * fails goes when it is an item of a
 * list, takes the object with it when it is that object's only statement and the object an item of a list, and becomes
 * unknown elsewhere. A proposal text that fails becomes null or absent where the schema allows it; else it loses the
 * sentences that fail; else the object around it goes; at the top the caller's fallback stands in.
 * Throws a TypeError only when the schema admits no such value.
 */
export function enforce<S extends z.ZodType>(
  schema: S,
  value: z.infer<S>,
  context: GateContext,
  { fallbacks = {} }: EnforceOptions = {},
): Enforced<z.infer<S>> {
  const grounds = readContext(context);
  let scope = readScope(schema, value, grounds);
  const first = runChecks(scope);
  let current: z.infer<S> = value;
  const counts = { dropped: 0, downgraded: 0 };
  // Each round takes something out; what is taken out can take the ground from something else.
  for (let round = 0, found = first; found.length > 0; round++) {
    if (round > 100) throw new TypeError(`The gate cannot satisfy the schema at ${found[0]?.path}.`);
    const editor = createEditor(current, fallbacks);
    for (const [node, all] of Map.groupBy(found, (finding) => finding.node)) repair(node, all, editor, scope);
    const edited = editor.done();
    counts.dropped += edited.dropped;
    counts.downgraded += edited.downgraded;
    current = edited.value as z.infer<S>;
    scope = readScope(schema, current, grounds);
    found = runChecks(scope);
  }
  return { value: current, findings: first.map(plainFinding), ...counts };
}

function repair(node: Node, found: readonly Located[], editor: Editor, scope: Scope): void {
  if (node.kind === 'statement') repairStatement(node, editor, scope);
  else if (node.kind === 'string') repairString(node, found, editor, scope);
  else editor.remove(node);
}

function repairStatement(node: StatementNode, editor: Editor, scope: Scope): void {
  const cleaned = cleanStatement(node.value, scope.grounds);
  const kept = cleaned ? '' : leadingProof(node, scope);
  const object = node.parent;
  const siblings = object?.kind === 'object' ? object.children.filter((child) => child.kind === 'statement') : [];
  if (cleaned) editor.replace(node, cleaned);
  else if (kept !== '') editor.cut(node, kept);
  else if (node.slot !== 'required') editor.remove(node);
  else if (object?.slot === 'item' && siblings.length === 1 && editor.canRemove(object)) editor.remove(object);
  else editor.downgrade(node);
}

/**
 * The sentences of a statement that pass alone, when its first one does: what follows may lean on it, and what is added
 * to a proven sentence goes without it. Empty when the whole statement has to go.
 */
function leadingProof(node: StatementNode, scope: Scope): string {
  const sentences = sentencesOf(node.value.text);
  const passes = (text: string): boolean =>
    runChecks({ ...onlyTexts(scope), statements: [{ ...node, value: { ...node.value, text } }] }).length === 0;
  const proven = sentences.map((sentence) => passes(sentence.trim()));
  if (sentences.length < 2 || proven[0] !== true || proven.every(Boolean)) return '';
  return sentences
    .filter((_, index) => proven[index])
    .join('')
    .trim();
}

const onlyTexts = (scope: Scope): Scope => ({
  ...scope,
  statements: [],
  estimates: [],
  addresses: [],
  dates: [],
  proposals: [],
});

/** The statement without markers and without claims that do not exist, or `undefined` when that changes nothing. */
function cleanStatement(statement: Statement, grounds: Grounds): Statement | undefined {
  const text = withoutMarkers(statement.text, grounds.claims.keys());
  const claims = statement.basis === 'unknown' ? [] : statement.claims.filter((id) => grounds.claims.has(id));
  const marked = markersIn(statement.text, grounds.claims.keys()).length > 0;
  if (!marked && claims.length === statement.claims.length) return undefined;
  if (text === '' || text === statement.text) {
    return claims.length < statement.claims.length && text !== '' ? { ...statement, claims } : undefined;
  }
  return { ...statement, text, claims };
}

function repairString(node: StringNode, found: readonly Located[], editor: Editor, scope: Scope): void {
  const plain = withoutMarkers(node.value, scope.grounds.claims.keys());
  const marked = found.some(({ check }) => check === 'markers') && plain !== '' && plain !== node.value;
  const kept = !marked && node.slot === 'required' && node.prose ? provenSentences(node, scope) : '';
  if (marked) editor.replace(node, plain);
  else if (kept.length >= Math.max(1, node.minLength)) editor.cut(node, kept);
  else editor.remove(node);
}

/** The sentences of a string that pass where the string stands. */
function provenSentences(node: StringNode, scope: Scope): string {
  const sentences = sentencesOf(node.value);
  if (sentences.length < 2) return '';
  const passes = (sentence: string): boolean =>
    runChecks({ ...onlyTexts(scope), proposals: [{ ...node, value: sentence }] }).length === 0;
  const kept = sentences.filter((sentence) => passes(sentence.trim()));
  return kept.length < sentences.length ? kept.join('').trim() : '';
}
