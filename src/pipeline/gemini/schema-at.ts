import { z } from 'zod';

type Path = readonly PropertyKey[];

/** What a schema says about the member at a path. `undefined`: it says nothing, or not only one thing. */
export function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  if (path.length === 0) return schema;
  const inside = unwrapped(schema);
  if (inside !== schema) return schemaAt(inside, path);
  const [key, ...rest] = path;
  if (schema instanceof z.core.$ZodObject) {
    const shape: Readonly<Record<PropertyKey, z.core.$ZodType>> = schema._zod.def.shape;
    const member = key !== undefined && Object.hasOwn(shape, key) ? shape[key] : undefined;
    return member && schemaAt(member, rest);
  }
  if (schema instanceof z.core.$ZodArray) return schemaAt(schema._zod.def.element, rest);
  if (schema instanceof z.core.$ZodRecord) return schemaAt(schema._zod.def.valueType, rest);
  if (schema instanceof z.core.$ZodUnion) {
    const known = schema._zod.def.options.flatMap((option) => schemaAt(option, path) ?? []);
    return known.length === 1 ? known[0] : undefined;
  }
  return undefined;
}

/** Without what only says that the member may be missing, null, or is changed on the way. */
export function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodReadonly ||
    schema instanceof z.core.$ZodNonOptional
  ) {
    return unwrapped(schema._zod.def.innerType);
  }
  if (schema instanceof z.core.$ZodPipe) return unwrapped(schema._zod.def.in);
  if (schema instanceof z.core.$ZodLazy) return unwrapped(schema._zod.def.getter());
  return schema;
}

export const accepts = (schema: z.core.$ZodType, value: unknown): boolean => z.core.safeParse(schema, value).success;
