import { isObject, type Json, type JsonObject } from './json.ts';
import type { PromptClaim } from './prompt.ts';
import { isStatement } from './resolve-answer.ts';

/** As many claims as a statement may name. */
const most = 12;

/** A report names the agent's claim beside the one that says the same: two findings, perhaps with other pages. */
export function withSecondWitness(answer: Json, claims: readonly PromptClaim[]): Json {
  const deep = new Map(claims.filter(({ id }) => id.startsWith('deep.')).map(({ id, text }) => [plain(text), id]));
  const twins = new Map(claims.flatMap(({ id, text }) => [[id, deep.get(plain(text))] as const]));
  const both = (ids: readonly string[]): string[] =>
    [...new Set([...ids, ...ids.flatMap((id) => twins.get(id) ?? [])])].slice(0, most);
  const visit = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(visit);
    if (!isObject(node)) return node;
    const members: JsonObject = Object.fromEntries(Object.entries(node).map(([key, member]) => [key, visit(member)]));
    return isStatement(node) ? { ...members, claims: both(node.claims) } : members;
  };
  return deep.size === 0 ? answer : visit(answer);
}

const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[.\s]+$/u, '')
    .trim();
