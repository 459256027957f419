import { isObject, type Json } from './json.ts';
import { isNullable, itemSchema, type JsonSchema, memberSchema, withoutNull } from './json-schema.ts';
import { alternativesOf } from './resolve-answer.ts';

/** Strings that would be cut and members that nothing reads, in every alternative of the file. */
export function lengthProblems(node: Json, schema: JsonSchema | undefined, path = ''): string[] {
  const options = alternativesOf(node);
  if (options) return options.flatMap((option, index) => lengthProblems(option, schema, `${path}(${index})`));
  if (node === null) return schema && !isNullable(schema) ? [`${path}: must not be null`] : [];
  if (typeof node === 'string') {
    const most = withoutNull(schema)?.maxLength;
    return most !== undefined && node.length > most ? [`${path}: ${node.length} characters, at most ${most}`] : [];
  }
  if (Array.isArray(node)) {
    return node.flatMap((item, index) => lengthProblems(item, itemSchema(schema), `${path}[${index}]`));
  }
  if (!isObject(node)) return [];
  return Object.entries(node).flatMap(([key, member]) => {
    const expected = memberSchema(schema, key);
    return expected ? lengthProblems(member, expected, `${path}.${key}`) : [`${path}.${key}: not in the schema`];
  });
}
