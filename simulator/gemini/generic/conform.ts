import { isObject, type Json, type JsonObject } from '../json.ts';
import { isNullable, type JsonSchema } from '../json-schema.ts';
import type { Pool } from './pool.ts';
import { quote, unknown } from './statements.ts';

const deepest = 24;

/** The value as the schema wants it: what is missing is filled in, what is unknown to it or too much is left out. */
export function conform(value: Json | undefined, schema: JsonSchema, pool: Pool): Json {
  let turn = 0;

  const follow = (reference: JsonSchema): JsonSchema => {
    const name = /^#\/\$defs\/(.+)$/.exec(reference.$ref ?? '')?.[1];
    const target = reference.$ref === '#' ? schema : name === undefined ? undefined : schema.$defs?.[name];
    return target ?? reference;
  };

  const visit = (given: Json | undefined, wanted: JsonSchema, depth: number): Json => {
    const here = follow(wanted);
    if (depth > deepest) return null;
    if ((given === null || given === undefined) && isNullable(here)) return null;
    const options = here.anyOf ?? here.oneOf;
    if (options) return visitOptions(given, options, depth);
    if (here.enum) return visitEnum(given, here.enum);
    if ('const' in here) return here.const as Json;
    switch ([here.type].flat().find((type) => type !== 'null') ?? (here.properties ? 'object' : 'any')) {
      case 'object':
        return visitObject(given, here, depth);
      case 'array':
        return visitArray(given, here, depth);
      case 'string':
        return visitString(given, here);
      case 'integer':
        return Math.round(visitNumber(given, here, 1));
      case 'number':
        return visitNumber(given, here, 0.5);
      case 'boolean':
        return given === true;
      default:
        return given ?? null;
    }
  };

  const visitOptions = (given: Json | undefined, options: JsonSchema[], depth: number): Json => {
    const concrete = options.map(follow).filter(({ type }) => type !== 'null');
    const [first] = concrete.filter((option) => given === undefined || hasType(given, option));
    return visit(given, first ?? concrete[0] ?? {}, depth + 1);
  };

  const visitEnum = (given: Json | undefined, values: unknown[]): Json => {
    const known = values as Json[];
    return given !== undefined && known.includes(given)
      ? given
      : (known.find((entry) => entry === 'unknown' || entry === 'other') ?? known[0] ?? null);
  };

  const visitObject = (given: Json | undefined, here: JsonSchema, depth: number): Json => {
    const properties = here.properties ?? {};
    if (!isObject(given) && 'claims' in properties && 'basis' in properties) return nextStatement(here, depth);
    if (Object.keys(properties).length === 0) return isObject(given) ? given : {};
    const source = isObject(given) ? given : {};
    const required = here.required ?? Object.keys(properties);
    const result: JsonObject = {};
    for (const [key, member] of Object.entries(properties)) {
      if (source[key] !== undefined || required.includes(key)) result[key] = visit(source[key], member, depth + 1);
    }
    return result;
  };

  const nextStatement = (here: JsonSchema, depth: number): Json => {
    const claim = pool.all[turn++ % Math.max(1, pool.all.length)];
    return visitObject({ ...(claim ? quote(claim) : unknown()) } as JsonObject, here, depth);
  };

  const visitArray = (given: Json | undefined, here: JsonSchema, depth: number): Json => {
    const least = here.minItems ?? 0;
    const most = here.maxItems ?? Number.POSITIVE_INFINITY;
    const items: (Json | undefined)[] = Array.isArray(given) ? given.slice(0, most) : depth < 8 ? [undefined] : [];
    while (items.length < least) items.push(undefined);
    return items.slice(0, most).map((item) => visit(item, here.items ?? {}, depth + 1));
  };

  const visitString = (given: Json | undefined, here: JsonSchema): string => {
    const text = typeof given === 'string' && given.length >= (here.minLength ?? 0) ? given : defaultString(here);
    return text.length <= (here.maxLength ?? text.length) ? text : text.slice(0, here.maxLength).trimEnd();
  };

  return visit(value, schema, 0);
}

const hasType = (given: Json, { type, enum: values, properties }: JsonSchema): boolean => {
  if (values) return values.includes(given);
  const actual = Array.isArray(given) ? 'array' : isObject(given) ? 'object' : typeof given;
  const wanted = [type ?? (properties ? 'object' : actual)].flat();
  return wanted.includes(actual) || (actual === 'number' && wanted.includes('integer'));
};

function visitNumber(
  given: Json | undefined,
  { minimum, maximum, exclusiveMinimum }: JsonSchema,
  usual: number,
): number {
  const low = minimum ?? (exclusiveMinimum === undefined ? Number.NEGATIVE_INFINITY : exclusiveMinimum + 1);
  return Math.min(maximum ?? Number.POSITIVE_INFINITY, Math.max(low, typeof given === 'number' ? given : usual));
}

function defaultString({ format, pattern, minLength }: JsonSchema): string {
  if (format === 'date-time') return '2026-01-01T00:00:00.000Z';
  if (format === 'date') return '2026-01-01';
  if (format === 'uri') return 'https://www.sample.example/';
  if (pattern?.includes('\\d{4}')) return '2026';
  return 'Sample answer'.padEnd(minLength ?? 0, '.');
}
