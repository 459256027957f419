import { unknownStatement } from '../../../domain/statement.ts';
import { type ArrayNode, type Node, type Path, pathName, type StatementNode, type StringNode } from './walk.ts';

export interface Editor {
  replace(node: StatementNode | StringNode, value: unknown): void;
  /** Keeps a part of a text; counts as dropped. */
  cut(node: StatementNode | StringNode, kept: string): void;
  downgrade(node: StatementNode): void;
  /** Empties the place as its slot allows, or else the nearest place around it that can be emptied. */
  remove(node: Node): void;
  canRemove(node: Node): boolean;
  done(): { value: unknown; dropped: number; downgraded: number };
}

const gone = Symbol('gone');
type Container = Record<string | number, unknown>;

/** Changes of one round on a copy of a value. Items are taken out of their lists at the end, so that paths stay true. */
export function createEditor(original: unknown, fallbacks: Readonly<Record<string, string>>): Editor {
  const root = { value: structuredClone(original) };
  const counts = { dropped: 0, downgraded: 0 };
  const removedFrom = new Map<string, number>();

  const put = (path: Path, value: unknown) => {
    const keys = ['value', ...path];
    const last = keys.pop() ?? 'value';
    let holder: unknown = root;
    for (const key of keys) {
      if (typeof holder !== 'object' || holder === null) return;
      holder = (holder as Container)[key];
    }
    if (typeof holder === 'object' && holder !== null) (holder as Container)[last] = value;
  };

  const isGone = (path: Path): boolean => {
    let holder: unknown = root.value;
    for (const key of path) {
      if (holder === gone || holder === null || typeof holder !== 'object') return true;
      holder = (holder as Container)[key];
    }
    return holder === gone;
  };

  const canRemove = (node: Node): boolean => {
    if (node.slot === 'optional' || node.slot === 'nullable') return true;
    if (node.slot !== 'item' || node.parent?.kind !== 'array') return false;
    return left(node.parent) > node.parent.minItems;
  };
  const left = (array: ArrayNode): number => array.itemCount - (removedFrom.get(pathName(array.path)) ?? 0);

  const take = (node: Node) => {
    if (node.slot === 'item' && node.parent) {
      const list = pathName(node.parent.path);
      removedFrom.set(list, (removedFrom.get(list) ?? 0) + 1);
    }
    put(node.path, node.slot === 'nullable' ? null : gone);
    counts.dropped++;
  };

  /** Nothing around it can go either: an honest text takes its place. */
  const neutral = (node: Node) => {
    if (node.kind === 'statement') {
      downgrade(node);
      return;
    }
    const given = fallbacks[pathName(node.path)];
    const minLength = node.kind === 'string' ? node.minLength : 0;
    const text = node.kind !== 'string' || given !== node.value ? given : undefined;
    const stand = text ?? (minLength > 0 ? notAvailable : '');
    if (node.kind !== 'string' || stand === node.value) {
      throw new TypeError(`The gate cannot satisfy the schema at ${pathName(node.path)}.`);
    }
    put(node.path, stand);
    counts.dropped++;
  };

  const downgrade = (node: StatementNode) => {
    if (isGone(node.path)) return;
    put(node.path, unknownStatement());
    counts.downgraded++;
  };

  const remove = (node: Node) => {
    if (isGone(node.path)) return;
    let place: Node | undefined = node;
    while (place && !canRemove(place)) place = place.parent;
    if (place) take(place);
    else neutral(node);
  };

  return {
    replace: (node, value) => {
      if (!isGone(node.path)) put(node.path, value);
    },
    cut(node, kept) {
      if (isGone(node.path)) return;
      put(node.path, node.kind === 'statement' ? { ...node.value, text: kept } : kept);
      counts.dropped++;
    },
    downgrade,
    remove,
    canRemove,
    done: () => ({ value: withoutGone(root.value), ...counts }),
  };
}

/** What stands where a text has to stand and none may. */
export const notAvailable = 'Not available.';

function withoutGone(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== gone).map(withoutGone);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== gone)
      .map(([key, member]) => [key, withoutGone(member)]),
  );
}
