import { isObject, type Json, type JsonObject } from './json.ts';
import { isNullable, itemSchema, type JsonSchema, memberSchema, withoutNull } from './json-schema.ts';

/** Where the claim that holds a fact stands in the prompt; undefined when the fact was not found this time. */
export type ClaimOfFact = (factId: string) => string | undefined;

export interface Resolved {
  /** Undefined when too little was left to be an answer at all. */
  value: Json | undefined;
  /** Paths of what was left out because its facts are not among the claims. */
  dropped: string[];
}

const gone = Symbol('dropped');
type Visited = Json | typeof gone;

interface Statement extends JsonObject {
  text: string;
  claims: string[];
  basis: string;
}

export const isStatement = (node: Json | undefined): node is Statement =>
  isObject(node) && typeof node.text === 'string' && Array.isArray(node.claims) && 'basis' in node;

const needsFacts = (statement: Statement) => statement.basis === 'evidence' || statement.basis === 'inference';

const isEstimate = (node: JsonObject) => 'formula' in node && Array.isArray(node.operands);

export const alternativesOf = (node: Json | undefined): Json[] | undefined =>
  isObject(node) && Array.isArray(node.oneOf) && Object.keys(node).length === 1 ? node.oneOf : undefined;

/**
 * Turns a handwritten answer, whose `claims` are fact ids, into one for a prompt whose claims hold some of the facts.
 * A statement that rests on an absent fact goes with the array item it belongs to, or, where it must be there, becomes
 * an honest "not found". `{"oneOf": [A, B]}` is the first alternative whose facts are all present, else the last.
 */
export function resolveAnswer(raw: Json, claimOf: ClaimOfFact, schema?: JsonSchema): Resolved {
  const dropped: string[] = [];
  const has = (factId: Json) => typeof factId === 'string' && claimOf(factId) !== undefined;

  const complete = (node: Json): boolean => {
    const options = alternativesOf(node);
    if (options) return options.some(complete);
    if (Array.isArray(node)) return node.every(complete);
    if (!isObject(node)) return true;
    if (isStatement(node)) return !needsFacts(node) || node.claims.every(has);
    if (isEstimate(node) && !operandsPresent(node)) return false;
    return Object.values(node).every(complete);
  };

  const operandsPresent = (estimate: JsonObject) =>
    [estimate.operands ?? []]
      .flat()
      .every((operand) => !isObject(operand) || typeof operand.claim !== 'string' || has(operand.claim));

  const choose = (node: Json): Json => {
    const options = alternativesOf(node);
    return options ? choose(options.find(complete) ?? options.at(-1) ?? null) : node;
  };

  const visit = (unchosen: Json, schemaHere: JsonSchema | undefined, path: string, isItem: boolean): Visited => {
    const node = choose(unchosen);
    if (Array.isArray(node)) return visitArray(node, schemaHere, path);
    if (!isObject(node)) return node;
    if (isStatement(node)) return visitStatement(node, path);
    if (isEstimate(node) && !operandsPresent(node)) {
      dropped.push(path);
      return gone;
    }
    return visitObject(node, schemaHere, path, isItem);
  };

  const visitArray = (node: Json[], schemaHere: JsonSchema | undefined, path: string): Visited => {
    const kept = node
      .map((item, index) => visit(item, itemSchema(schemaHere), `${path}[${index}]`, true))
      .filter((item) => item !== gone);
    const least = withoutNull(schemaHere)?.minItems ?? 0;
    return kept.length < Math.min(least, node.length) ? gone : kept;
  };

  const visitStatement = (node: Statement, path: string): Visited => {
    if (needsFacts(node) && !node.claims.every(has)) {
      dropped.push(path);
      return gone;
    }
    return { ...node, claims: [...new Set(node.claims.flatMap((factId) => claimOf(factId) ?? []))] };
  };

  const visitObject = (
    node: JsonObject,
    schemaHere: JsonSchema | undefined,
    path: string,
    isItem: boolean,
  ): Visited => {
    const result: JsonObject = {};
    for (const [key, member] of Object.entries(node)) {
      const expected = memberSchema(schemaHere, key);
      if (key === 'claim' && typeof member === 'string' && expected && !isNullable(expected) && !has(member)) {
        dropped.push(path);
        return gone;
      }
      const visited = key === 'claim' ? mapClaim(member) : visit(member, expected, `${path}.${key}`, false);
      if (visited !== gone) result[key] = visited;
      else if (isNullable(expected)) result[key] = null;
      else if (withoutNull(schemaHere)?.required?.includes(key) === false) continue;
      else if (!isItem && isStatement(choose(member))) result[key] = notFound();
      else return gone;
    }
    return result;
  };

  const mapClaim = (member: Json): Json => (typeof member === 'string' ? (claimOf(member) ?? null) : member);

  const value = visit(raw, schema, '', false);
  return { value: value === gone ? undefined : withKnownPriorities(value), dropped };
}

const notFound = (): Json => ({ text: 'Not found in the evidence.', claims: [], basis: 'unknown' });

/** A ranking names only what is left to rank. */
function withKnownPriorities(answer: Json): Json {
  if (!isObject(answer) || !Array.isArray(answer.priorities)) return answer;
  const ids = new Set(
    Object.values(answer)
      .filter(Array.isArray)
      .flat()
      .flatMap((item) => (isObject(item) ? [item.id] : [])),
  );
  return { ...answer, priorities: answer.priorities.filter((id) => ids.has(id)) };
}
