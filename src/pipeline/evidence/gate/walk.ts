import { z } from 'zod';
import type { Estimate } from '../../../domain/ideas.ts';
import type { Statement } from '../../../domain/statement.ts';
import { notProse } from '../../../domain/text.ts';

export type Path = readonly (string | number)[];

/** How a place may be emptied when what stands there cannot stay. */
export type Slot = 'required' | 'optional' | 'nullable' | 'item';

interface Place {
  path: Path;
  slot: Slot;
  parent?: ContainerNode;
}

export interface StatementNode extends Place {
  kind: 'statement';
  value: Statement;
}
export interface EstimateNode extends Place {
  kind: 'estimate';
  value: Estimate;
}
/** `prose` is what a reader reads; what is registered in `notProse` is an id, an address, a date or a label. */
export interface StringNode extends Place {
  kind: 'string';
  value: string;
  prose: boolean;
  reason?: string;
  minLength: number;
}
export interface ObjectNode extends Place {
  kind: 'object';
  children: Node[];
}
export interface ArrayNode extends Place {
  kind: 'array';
  minItems: number;
  itemCount: number;
  children: Node[];
}
export type ContainerNode = ObjectNode | ArrayNode;
export type Node = StatementNode | EstimateNode | StringNode | ContainerNode;

const isText = (value: unknown): value is string => typeof value === 'string';
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Schema and value together, as a tree of what the gate has to read. The schema drives: what it does not name is not
 * read, because parsing has dropped it. `undefined` where the value holds nothing to read.
 */
export function walk(
  schema: z.core.$ZodType,
  value: unknown,
  place: Place = { path: [], slot: 'required' },
): Node | undefined {
  if (value === undefined || value === null) return undefined;
  const { inner, slot } = unwrap(schema, place.slot);
  const here: Place = { ...place, slot };
  if (inner instanceof z.ZodObject) return walkObject(inner, value, here);
  if (inner instanceof z.ZodArray) return walkArray(inner, value, here);
  if (inner instanceof z.ZodRecord && isRecord(value)) {
    const node: ObjectNode = { ...here, kind: 'object', children: [] };
    for (const [key, entry] of Object.entries(value)) {
      const child = walk(inner.valueType, entry, { path: [...here.path, key], slot: 'optional', parent: node });
      if (child) node.children.push(child);
    }
    return node;
  }
  if (inner instanceof z.ZodUnion || inner instanceof z.ZodDiscriminatedUnion) {
    const option = inner.options.find((candidate) => z.safeParse(candidate, value).success) ?? inner.options[0];
    return option && walk(option, value, here);
  }
  return isText(value) ? stringNode(inner, value, here) : undefined;
}

/** Looks through the wrappers; the outermost that allows emptiness decides how the place may be emptied. */
function unwrap(schema: z.core.$ZodType, slot: Slot): { inner: z.core.$ZodType; slot: Slot } {
  if (schema instanceof z.ZodOptional) return unwrap(schema.unwrap(), slot === 'required' ? 'optional' : slot);
  if (schema instanceof z.ZodNullable) return unwrap(schema.unwrap(), slot === 'required' ? 'nullable' : slot);
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodNonOptional
  ) {
    return unwrap(schema.unwrap(), slot);
  }
  if (schema instanceof z.ZodLazy) return unwrap(schema.unwrap(), slot);
  if (schema instanceof z.ZodPipe) return unwrap(schema.out, slot);
  return { inner: schema, slot };
}

function walkObject(schema: z.ZodObject, value: unknown, here: Place): Node | undefined {
  if (!isRecord(value)) return undefined;
  if (isStatement(schema, value)) return { ...here, kind: 'statement', value };
  if (isEstimate(schema, value)) return { ...here, kind: 'estimate', value };
  const node: ObjectNode = { ...here, kind: 'object', children: [] };
  for (const [key, member] of Object.entries(schema.shape)) {
    const child = walk(member, value[key], { path: [...here.path, key], slot: 'required', parent: node });
    if (child) node.children.push(child);
  }
  return node;
}

function walkArray(schema: z.ZodArray, value: unknown, here: Place): Node | undefined {
  if (!Array.isArray(value)) return undefined;
  const node: ArrayNode = {
    ...here,
    kind: 'array',
    minItems: schemaMinimum(schema),
    itemCount: value.length,
    children: [],
  };
  for (const [index, entry] of value.entries()) {
    const child = walk(schema.element, entry, { path: [...here.path, index], slot: 'item', parent: node });
    if (child) node.children.push(child);
  }
  return node;
}

function stringNode(schema: z.core.$ZodType, value: string, here: Place): StringNode | undefined {
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) return undefined;
  const registered = notProse.get(schema);
  return {
    ...here,
    kind: 'string',
    value,
    prose: registered === undefined,
    ...(registered !== undefined && { reason: registered.reason }),
    minLength: schemaMinimum(schema),
  };
}

/** By their shape and not by identity, because a schema may be a copy (`.meta`, `.extend`). */
const isStatement = (schema: z.ZodObject, value: Record<string, unknown>): value is Statement =>
  ['text', 'claims', 'basis'].every((key) => key in schema.shape) && isText(value.text) && Array.isArray(value.claims);
const isEstimate = (schema: z.ZodObject, value: Record<string, unknown>): value is Estimate =>
  ['result', 'formula', 'operands', 'assumptions'].every((key) => key in schema.shape) &&
  isText(value.formula) &&
  Array.isArray(value.operands);

/** The least length that a string or array schema accepts. */
function schemaMinimum(schema: z.core.$ZodType): number {
  const lengths = (schema._zod.def.checks ?? []).map(({ _zod: { def } }) =>
    def.check === 'min_length' && 'minimum' in def ? Number(def.minimum) : 0,
  );
  return Math.max(0, ...lengths);
}

/** The node and everything below it. */
export function* descendants(node: Node | undefined): Generator<Node> {
  if (!node) return;
  yield node;
  if (node.kind === 'object' || node.kind === 'array') for (const child of node.children) yield* descendants(child);
}

/** `recentNews[0].summary`. */
export const pathName = (path: Path): string =>
  path.reduce<string>(
    (name, part) => (typeof part === 'number' ? `${name}[${part}]` : name === '' ? part : `${name}.${part}`),
    '',
  );
