import type { Context } from '../context.ts';
import type { Grant } from '../entities.ts';
import { type Json, parseJson } from '../json.ts';
import type { Workspace } from '../workspace.ts';

/** One call of the Web API by an app whose token was accepted. */
export interface Call {
  args: Json;
  workspace: Workspace;
  context: Context;
  /** What the caller's token opens. */
  grant: Grant;
}

/** Answers the members beside `ok: true`, or throws a SlackFailure. */
export type Method = (call: Call) => Json;

/** An answer with `ok: false`. */
export class SlackFailure extends Error {
  readonly code: string;
  readonly details: Json;

  constructor(code: string, details: Json = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

export function fail(code: string, details: Json = {}): never {
  throw new SlackFailure(code, details);
}

const missing = (name: string): never =>
  fail('invalid_arguments', { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } });

/** Arguments arrive as text (form) or as they are (JSON). */
export function optional(args: Json, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}

export const required = (args: Json, name: string): string => optional(args, name) ?? missing(name);

export const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === '1' || value === 1;

export const flagOf = (args: Json, name: string): boolean | undefined =>
  args[name] === undefined ? undefined : isTrue(args[name]);

/** A member that is a JSON string in forms; `unreadable` is the error when it is no JSON. */
export function structured(args: Json, name: string, unreadable: string): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  const parsed = parseJson(value);
  return parsed === undefined ? fail(unreadable) : parsed;
}

/** Slack's cursors are opaque; ours carry the offset. */
export function page<T>(items: T[], args: Json, defaultLimit: number): { items: T[]; cursor: string } {
  const limit = Math.min(1000, Math.max(1, Number(optional(args, 'limit') ?? defaultLimit) || defaultLimit));
  const given = optional(args, 'cursor');
  const start = given === undefined ? 0 : Number(Buffer.from(given, 'base64').toString('utf8'));
  if (!Number.isInteger(start) || start < 0) fail('invalid_cursor');
  const next = start + limit;
  return {
    items: items.slice(start, next),
    cursor: next < items.length ? Buffer.from(String(next)).toString('base64') : '',
  };
}
