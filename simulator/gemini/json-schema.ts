import { z } from 'zod';

/**
 * The part of JSON Schema that a `responseJsonSchema` uses
 * (https://ai.google.dev/gemini-api/docs/structured-output#json-schema-support). Other keywords are let through.
 */
export interface JsonSchema {
  [keyword: string]: unknown;
  title?: string | undefined;
  type?: string | string[] | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  required?: string[] | undefined;
  items?: JsonSchema | undefined;
  prefixItems?: JsonSchema[] | undefined;
  anyOf?: JsonSchema[] | undefined;
  oneOf?: JsonSchema[] | undefined;
  enum?: unknown[] | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  exclusiveMinimum?: number | undefined;
  pattern?: string | undefined;
  format?: string | undefined;
  $ref?: string | undefined;
  $defs?: Record<string, JsonSchema> | undefined;
}

export const JsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    title: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), JsonSchema).optional(),
    required: z.array(z.string()).optional(),
    items: JsonSchema.optional(),
    prefixItems: z.array(JsonSchema).optional(),
    anyOf: z.array(JsonSchema).optional(),
    oneOf: z.array(JsonSchema).optional(),
    enum: z.array(z.unknown()).optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    $ref: z.string().optional(),
    $defs: z.record(z.string(), JsonSchema).optional(),
  }),
);

const alternatives = (schema: JsonSchema): JsonSchema[] => schema.anyOf ?? schema.oneOf ?? [];

export const isNullable = (schema: JsonSchema | undefined): boolean =>
  schema !== undefined &&
  ([schema.type].flat().includes('null') || schema.enum?.includes(null) || alternatives(schema).some(isNullable));

/** The schema without its `null` alternative, where it has one. */
export const withoutNull = (schema: JsonSchema | undefined): JsonSchema | undefined =>
  schema && alternatives(schema).length > 0
    ? (alternatives(schema).find((option) => option.type !== 'null') ?? schema)
    : schema;

export const memberSchema = (schema: JsonSchema | undefined, key: string): JsonSchema | undefined =>
  withoutNull(schema)?.properties?.[key];

export const itemSchema = (schema: JsonSchema | undefined): JsonSchema | undefined => withoutNull(schema)?.items;
