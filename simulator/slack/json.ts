/** What arrives over the wire: nothing is known about it until it is looked at. */
export type Json = Record<string, unknown>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asJson = (value: unknown): Json => (isJson(value) ? value : {});
export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Every object in a value, such as the blocks of a message, the outer ones first. */
export const nodesIn = (value: unknown): Json[] => {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return isJson(value) ? [value, ...Object.values(value).flatMap(nodesIn)] : [];
};

/** The parsed value, or undefined when the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
