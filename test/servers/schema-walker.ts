import { type Gleaned, inventedLinks, sentence, shortText } from './loose-talk.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The part of JSON Schema that the service knows (https://ai.google.dev/gemini-api/docs/structured-output). */
export interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema | boolean;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  format?: string;
  pattern?: string;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
}

export interface WalkOptions {
  random: SeededRandom;
  gleaned: Gleaned;
  /** From 0 to 1: how often a value breaks its schema. 0 follows it, but for `maxLength`, which models do not keep. */
  disobedience: number;
}

/** Deeper than any schema that is not recursive. */
const maxDepth = 24;

/** A value that follows a JSON schema, with no idea what it is for. */
export function valueFor(schema: JsonSchema, options: WalkOptions): unknown {
  return walk(schema, 0, { ...options, root: schema });
}

interface Walk extends WalkOptions {
  root: JsonSchema;
}

function walk(schema: JsonSchema, depth: number, context: Walk): unknown {
  const { random, disobedience } = context;
  if (random.chance(disobedience)) return random.pick<unknown>([null, 'a string', -1.5, [], {}, true, [null]]);
  if (depth > maxDepth) return null;
  if (schema.$ref !== undefined) return walk(resolved(schema.$ref, context.root), depth + 1, context);
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[random.int(0, schema.enum.length - 1)];
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return walk(options[random.int(0, options.length - 1)] ?? {}, depth + 1, context);
  if (schema.allOf) return walk(Object.assign({}, schema, { allOf: undefined }, ...schema.allOf), depth + 1, context);
  const types = [schema.type ?? (schema.properties ? 'object' : 'string')].flat();
  return ofType(types[random.int(0, types.length - 1)] ?? 'null', schema, depth, context);
}

function resolved(ref: string, root: JsonSchema): JsonSchema {
  if (ref === '#') return root;
  const name = /^#\/\$defs\/(.+)$/.exec(ref)?.[1];
  return (name !== undefined && root.$defs?.[name]) || {};
}

function ofType(type: string, schema: JsonSchema, depth: number, context: Walk): unknown {
  switch (type) {
    case 'object':
      return objectFor(schema, depth, context);
    case 'array':
      return arrayFor(schema, depth, context);
    case 'string':
      return textFor(schema, context);
    case 'integer':
      return Math.round(numberFor(schema, context));
    case 'number':
      return numberFor(schema, context);
    case 'boolean':
      return context.random.chance(0.5);
    default:
      return null;
  }
}

function objectFor(schema: JsonSchema, depth: number, context: Walk): Record<string, unknown> {
  const { random, disobedience } = context;
  const entries: [string, unknown][] = [];
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const left = schema.required?.includes(name) ? random.chance(disobedience) : random.chance(0.5);
    if (!left) entries.push([name, walk(member, depth + 1, context)]);
  }
  if (typeof schema.additionalProperties === 'object') {
    for (let count = random.int(0, 3); count > 0; count -= 1) {
      entries.push([shortText(random, context.gleaned), walk(schema.additionalProperties, depth + 1, context)]);
    }
  }
  if (random.chance(disobedience)) entries.push(['unasked', 'for']);
  return Object.fromEntries(entries);
}

function arrayFor(schema: JsonSchema, depth: number, context: Walk): unknown[] {
  const { random, disobedience } = context;
  const fixed = (schema.prefixItems ?? []).map((item) => walk(item, depth + 1, context));
  const min = Math.max(0, (schema.minItems ?? 0) - fixed.length);
  const max = Math.max(min, Math.min(schema.maxItems ?? 5, min + 5) - fixed.length);
  const count = random.chance(disobedience) ? max + 3 : random.int(min, max);
  const item = typeof schema.items === 'object' ? schema.items : {};
  return [...fixed, ...Array.from({ length: count }, () => walk(item, depth + 1, context))];
}

const formats: Readonly<Record<string, readonly [string, ...string[]]>> = {
  uri: ['https://invented.example/', inventedLinks[0]],
  date: ['2026-02-05'],
  'date-time': ['2026-02-05T10:00:00.000Z'],
  email: ['nobody@invented.example'],
};
const patternGuesses = ['2026-02-05', '2026', '#aabbcc', 'https://invented.example/', 'a', 'abc', '1', 'u1', 'A', ''];

function textFor(schema: JsonSchema, { random, gleaned }: Walk): string {
  const format = schema.format === undefined ? undefined : formats[schema.format];
  if (format) return random.pick(format);
  if (schema.pattern !== undefined) {
    const pattern = new RegExp(schema.pattern, 'u');
    return patternGuesses.find((guess) => pattern.test(guess)) ?? '';
  }
  const short = schema.maxLength !== undefined && schema.maxLength <= 130;
  const text = short ? shortText(random, gleaned) : sentence(random, gleaned);
  return text.padEnd(schema.minLength ?? 0, '.');
}

function numberFor(schema: JsonSchema, { random, disobedience }: Walk): number {
  const min = schema.minimum ?? schema.exclusiveMinimum ?? 0;
  const max = schema.maximum ?? schema.exclusiveMaximum ?? min + 1_000;
  if (random.chance(disobedience)) return max + 7;
  const step = schema.multipleOf ?? 0;
  const value = min + random.next() * (max - min);
  return step > 0 ? Math.ceil(value / step) * step : value;
}
