import { z } from 'zod';
import { unknownStatement } from '../../domain/statement.ts';
import { changedAt, type Path, valueAt } from './json-path.ts';
import { accepts, schemaAt, unwrapped } from './schema-at.ts';

/**
 * `filled`: a missing member became null, or a null one was left out: nothing is lost · `shortened`: items beyond the
 * limit · `removed`: an item that did not fit · `blanked`: a member that did not fit became null, empty or unknown.
 */
export interface Edit {
  kind: 'filled' | 'shortened' | 'removed' | 'blanked';
  /** Of the member; for `removed` and `shortened`, of the array. */
  path: Path;
  /** Items taken out, for `removed` and `shortened`. */
  count: number;
}

export interface LenientParse<T> {
  value: T;
  edits: Edit[];
}

type Issue = z.core.$ZodIssue;
type Step =
  | { do: 'set'; path: Path; to: unknown; kind: Edit['kind'] }
  | { do: 'shorten'; path: Path; to: number }
  | { do: 'remove'; array: Path; index: number };

/** Each round mends everything the one before brought to light, so a few suffice. */
const maxRounds = 30;

/**
 * Saves what is good in a value that does not fit its schema. Every issue costs the least that holds it: the optional
 * member, else the innermost array item, else, where it lies in no item, the member becomes an honest gap (`unknown`
 * statement or value, empty list). `undefined`: it cannot be saved, or nothing of what was written would be left.
 * What is returned always fits the schema.
 */
export function parseLeniently<S extends z.ZodType>(schema: S, value: unknown): LenientParse<z.infer<S>> | undefined {
  const edits: Edit[] = [];
  let draft = value;
  for (let round = 0; round < maxRounds; round += 1) {
    const parsed = schema.safeParse(draft);
    if (parsed.success) return somethingIsLeft(value, parsed.data, edits) ? { value: parsed.data, edits } : undefined;
    const steps = parsed.error.issues.flatMap((issue) => stepsFor(schema, draft, issue));
    if (steps.includes(undefined)) return undefined;
    draft = apply(draft, steps as Step[], edits);
  }
  return undefined;
}

function stepsFor(schema: z.ZodType, draft: unknown, issue: Issue): (Step | undefined)[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ do: 'set', path: [...issue.path, key], to: undefined, kind: 'filled' }));
  }
  if (issue.code === 'too_big' && Array.isArray(valueAt(draft, issue.path))) {
    return [{ do: 'shorten', path: issue.path, to: Number(issue.maximum) }];
  }
  return [leastLoss(schema, draft, issue.path) ?? honestGap(schema, draft, issue)];
}

/** The innermost member on the path that may go. */
function leastLoss(schema: z.ZodType, draft: unknown, issuePath: Path): Step | undefined {
  for (let length = issuePath.length; length > 0; length -= 1) {
    const path = issuePath.slice(0, length);
    const last = path[length - 1];
    const parent = path.slice(0, -1);
    if (typeof last === 'number' && Array.isArray(valueAt(draft, parent))) {
      return { do: 'remove', array: parent, index: last };
    }
    const member = schemaAt(schema, path);
    const present = valueAt(draft, path);
    if (!member) continue;
    if (present !== null && accepts(member, null)) {
      return { do: 'set', path, to: null, kind: present === undefined ? 'filled' : 'blanked' };
    }
    if (present !== undefined && accepts(member, undefined)) {
      return { do: 'set', path, to: undefined, kind: present === null ? 'filled' : 'blanked' };
    }
  }
  return undefined;
}

function honestGap(schema: z.ZodType, draft: unknown, issue: Issue): Step | undefined {
  for (let length = issue.path.length; length > 0; length -= 1) {
    const path = issue.path.slice(0, length);
    const member = schemaAt(schema, path);
    if (member && isStatement(member)) return { do: 'set', path, to: unknownStatement(), kind: 'blanked' };
  }
  const path = issue.path;
  if (path.length === 0) return undefined;
  if (issue.code === 'invalid_value' && issue.values.includes('unknown')) {
    return { do: 'set', path, to: 'unknown', kind: 'blanked' };
  }
  const member = schemaAt(schema, path);
  if (member && !Array.isArray(valueAt(draft, path)) && unwrapped(member) instanceof z.core.$ZodArray) {
    return accepts(member, []) ? { do: 'set', path, to: [], kind: 'blanked' } : undefined;
  }
  return undefined;
}

function isStatement(member: z.core.$ZodType): boolean {
  const inside = unwrapped(member);
  return inside instanceof z.core.$ZodObject && 'basis' in inside._zod.def.shape && accepts(member, unknownStatement());
}

/** Members first, while the indices still hold; then items, the innermost arrays first. */
function apply(value: unknown, steps: readonly Step[], edits: Edit[]): unknown {
  let draft = value;
  const doomed = new Map<string, { array: Path; indices: Set<number> }>();
  for (const step of steps) {
    if (step.do === 'set') {
      draft = changedAt(draft, step.path, () => step.to);
      edits.push({ kind: step.kind, path: step.path, count: 0 });
    } else if (step.do === 'shorten') {
      const items = valueAt(draft, step.path);
      if (!Array.isArray(items) || items.length <= step.to) continue;
      edits.push({ kind: 'shortened', path: step.path, count: items.length - step.to });
      draft = changedAt(draft, step.path, () => items.slice(0, step.to));
    } else {
      const key = JSON.stringify(step.array);
      const entry = doomed.get(key) ?? { array: step.array, indices: new Set<number>() };
      entry.indices.add(step.index);
      doomed.set(key, entry);
    }
  }
  for (const { array, indices } of [...doomed.values()].sort((a, b) => b.array.length - a.array.length)) {
    draft = changedAt(draft, array, (items) =>
      Array.isArray(items) ? items.filter((_, index) => !indices.has(index)) : items,
    );
    edits.push({ kind: 'removed', path: array, count: indices.size });
  }
  return draft;
}

const isCollection = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** An answer of which all lists were emptied says "none" although nobody looked: that would be a false finding. */
function somethingIsLeft(original: unknown, data: unknown, edits: readonly Edit[]): boolean {
  if (!edits.some((edit) => edit.kind === 'removed' || edit.kind === 'blanked')) return true;
  if (!isCollection(data)) return true;
  if (Array.isArray(data)) return data.length > 0;
  const blanked = new Set(
    edits.flatMap((edit) => (edit.kind === 'blanked' && edit.path.length === 1 ? edit.path : [])),
  );
  const collections = Object.entries(data).filter(([, member]) => isCollection(member));
  return (
    collections.length === 0 ||
    collections.some(
      ([key, member]) => !blanked.has(key) && valueAt(original, [key]) !== undefined && Object.keys(member).length > 0,
    )
  );
}
