import type { AnswerFile } from './answers.ts';
import { figuresIn } from './check-figures.ts';
import type { BundledCompany } from './company-facts.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { isStatement } from './resolve-answer.ts';
import { type Substitution, substitute, substitutions } from './reword.ts';

export interface LaterTuples {
  given: ReadonlyMap<string, Json>;
  changed: ReadonlyMap<string, (tuple: Json) => Json>;
}

/** No fact has this id, so what names it is left out like everything whose facts were not found. */
const nowhere = 'f0';

/**
 * Handwritten answers as the same writer would give them from the later facts: figures and names that a replaced fact
 * gives anew are given anew where its statements say them; a statement that says more than its facts do now is left out.
 */
export function laterAnswers(
  file: AnswerFile,
  before: BundledCompany,
  after: BundledCompany,
  { given, changed }: LaterTuples,
): AnswerFile {
  const later = new Map(after.facts.map((fact) => [fact.id, fact.text]));
  // A paraphrase keeps figures and names, so only what was replaced is written anew.
  const changes = new Map(
    before.facts.flatMap((fact) => {
      const text = later.get(fact.id);
      return text !== undefined && changed.has(fact.id) ? [[fact.id, substitutions(fact.text, text)] as const] : [];
    }),
  );
  const { Facts, ...rest } = file;
  const rewritten =
    changes.size === 0 ? rest : (rewrite(rest as unknown as Json, changes, later) as Omit<AnswerFile, 'Facts'>);
  return { ...rewritten, ...(Facts && { Facts: laterFacts(Facts, { given, changed }) }) };
}

function laterFacts(facts: readonly Json[], { given, changed }: LaterTuples): Json[] {
  const idOf = (tuple: Json) => (isObject(tuple) && typeof tuple.claim === 'string' ? tuple.claim : '');
  return [
    ...facts.filter((tuple) => !given.has(idOf(tuple))).map((tuple) => changed.get(idOf(tuple))?.(tuple) ?? tuple),
    ...given.values(),
  ];
}

type Changes = ReadonlyMap<string, readonly Substitution[]>;

function rewrite(node: Json, changes: Changes, later: ReadonlyMap<string, string>): Json {
  if (Array.isArray(node)) return node.map((item) => rewrite(item, changes, later));
  if (!isObject(node)) return node;
  if (isStatement(node)) return statementAnew(node, changes, later);
  const own = statementClaims(node).flatMap((id) => changes.get(id) ?? []);
  return Object.fromEntries(
    Object.entries(node).map(([key, member]) => [
      key,
      typeof member === 'string' && own.length > 0 ? substitute(member, own) : rewrite(member, changes, later),
    ]),
  );
}

function statementAnew(
  statement: JsonObject & { text: string; claims: string[] },
  changes: Changes,
  later: ReadonlyMap<string, string>,
): Json {
  const { text, claims } = statement;
  const own = claims.flatMap((id) => changes.get(id) ?? []);
  if (own.length === 0) return statement;
  const anew = substitute(text, own);
  const known = new Set(claims.flatMap((id) => figuresIn(later.get(id) ?? '')));
  const founded = figuresIn(anew).every((figure) => known.has(figure));
  return { ...statement, text: anew, claims: founded ? claims : [...claims, nowhere] };
}

/** Facts that the statements directly inside an object rest on. */
const statementClaims = (node: JsonObject): string[] =>
  Object.values(node).flatMap((member) => {
    if (isStatement(member)) return member.claims;
    return Array.isArray(member) ? member.flatMap((item) => (isStatement(item) ? item.claims : [])) : [];
  });
