import { isJson, type Json } from '../json.ts';

export type Surface = 'message' | 'modal' | 'home';

/** What is wrong, in the shape of `blocks.validate`. */
export interface Issue {
  code: string;
  message: string;
  field?: string;
  pointer: string;
}

/** Where a check stands, and to whom it reports. */
export interface At {
  pointer: string;
  surface: Surface;
  issues: Issue[];
}

export type Check = (value: unknown, at: At) => void;

export function report(at: At, code: string, message: string, field?: string): void {
  at.issues.push({ code, message, ...(field !== undefined && { field }), pointer: at.pointer });
}

const below = (at: At, key: string | number): At => ({ ...at, pointer: `${at.pointer}/${key}` });

/** Text of `min` to `max` characters. */
export const text =
  (max: number, min = 0): Check =>
  (value, at) => {
    if (typeof value !== 'string') return report(at, 'invalid_type', 'must provide a string');
    if (value.length < min) report(at, 'too_short', `must be more than ${min - 1} characters`);
    if (value.length > max) report(at, 'too_long', `must be less than ${max + 1} characters`);
  };

export const flag: Check = (value, at) => {
  if (typeof value !== 'boolean') report(at, 'invalid_type', 'must provide a boolean');
};

export const integer =
  (min: number, max: number): Check =>
  (value, at) => {
    if (typeof value !== 'number' || !Number.isInteger(value))
      return report(at, 'invalid_type', 'must provide a number');
    if (value < min || value > max) report(at, 'out_of_range', `must be between ${min} and ${max}`);
  };

export const number: Check = (value, at) => {
  if (typeof value !== 'number') report(at, 'invalid_type', 'must provide a number');
};

export const oneOf =
  (...values: string[]): Check =>
  (value, at) => {
    if (!values.includes(String(value))) report(at, 'failed_constraint', `must be one of: ${values.join(', ')}`);
  };

export const pattern =
  (expression: RegExp, wanted: string): Check =>
  (value, at) => {
    if (typeof value !== 'string' || !expression.test(value)) report(at, 'invalid_format', `must be ${wanted}`);
  };

export const webUrl =
  (max: number): Check =>
  (value, at) => {
    text(max, 1)(value, at);
    if (typeof value === 'string' && !/^(https?|mailto|slack):/i.test(value))
      report(at, 'invalid_url', 'must be a valid url');
  };

export const list =
  (min: number, max: number, item: Check): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return report(at, 'invalid_type', 'must provide an array');
    if (value.length < min) report(at, 'too_few', `no fewer than ${min} items allowed`);
    if (value.length > max) report(at, 'too_many', `no more than ${max} items allowed`);
    for (const [index, member] of value.entries()) item(member, below(at, index));
  };

/** An object with these members and no other; a name that ends in `!` is required. */
export function object(members: Record<string, Check>): Check {
  const known = new Map(Object.entries(members).map(([name, check]) => [name.replace(/!$/, ''), check]));
  const required = Object.keys(members)
    .filter((name) => name.endsWith('!'))
    .map((name) => name.slice(0, -1));
  return (value, at) => {
    if (!isJson(value)) return report(at, 'invalid_type', 'must provide an object');
    for (const name of required) {
      if (value[name] === undefined || value[name] === null) {
        report(at, 'missing_required_field', `missing required field: ${name}`, name);
      }
    }
    for (const [name, member] of Object.entries(value)) {
      const check = known.get(name);
      if (!check) report(at, 'additional_property', `invalid additional property: ${name}`, name);
      else if (member !== undefined && member !== null) check(member, below(at, name));
    }
  };
}

/** One of several kinds of object, told apart by `type`. */
export function typed(kinds: Record<string, Check>): Check {
  return (value, at) => {
    if (!isJson(value)) return report(at, 'invalid_type', 'must provide an object');
    const check = typeof value.type === 'string' ? kinds[value.type] : undefined;
    if (!check) return report(below(at, 'type'), 'unsupported_type', `unsupported type: ${String(value.type)}`, 'type');
    check(value, at);
  };
}

/** At least one of these members. */
export const anyOf =
  (...names: string[]): Check =>
  (value, at) => {
    if (isJson(value) && names.every((name) => value[name] === undefined)) {
      report(at, 'missing_required_field', `at least one of ${names.join(', ')} is required`);
    }
  };

/** Exactly one of these members. */
export const exactlyOne =
  (...names: string[]): Check =>
  (value, at) => {
    if (isJson(value) && names.filter((name) => value[name] !== undefined).length !== 1) {
      report(at, 'failed_constraint', `exactly one of ${names.join(', ')} must be provided`);
    }
  };

export const all =
  (...checks: Check[]): Check =>
  (value, at) => {
    for (const check of checks) check(value, at);
  };

export const rule =
  (holds: (value: Json, at: At) => boolean, code: string, message: string): Check =>
  (value, at) => {
    if (isJson(value) && !holds(value, at)) report(at, code, message);
  };
