import { AppError } from '../domain/errors.ts';
import type { JsonObject, NearestQuery } from '../domain/ports/documents.ts';

/** Firestore's limits: https://firebase.google.com/docs/firestore/vector-search */
const maxDimension = 2048;
const maxNeighbours = 1000;
const maxDepth = 3;

/**
 * The members that are lists of numbers and nothing else, by dotted path: any of them may be searched as a vector.
 * Looked for in the document and its inner objects, not inside lists.
 */
export function vectorsOf(data: JsonObject, prefix = '', depth = 1): [field: string, vector: number[]][] {
  const found: [string, number[]][] = [];
  for (const [name, value] of Object.entries(data)) {
    if (value === null || typeof value !== 'object') continue;
    const field = `${prefix}${name}`;
    if (!Array.isArray(value)) {
      if (depth < maxDepth) found.push(...vectorsOf(value, `${field}.`, depth + 1));
    } else if (value.length > 0 && value.length <= maxDimension && value.every((item) => typeof item === 'number')) {
      found.push([field, value]);
    }
  }
  return found;
}

export const vectorToBytes = (vector: readonly number[]): Uint8Array =>
  new Uint8Array(Float32Array.from(vector).buffer);

/** Copied, because SQLite's bytes need not begin at a multiple of four. */
export const vectorFromBytes = (bytes: Uint8Array): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);

export function checkNearest({ vector, limit }: NearestQuery): void {
  const usable = vector.length > 0 && vector.length <= maxDimension && vector.every((n) => Number.isFinite(n));
  if (!usable || !vector.some((n) => n !== 0) || !Number.isInteger(limit) || limit < 1 || limit > maxNeighbours) {
    throw new AppError('invalid_input', 'This search by meaning is not valid.', {
      details: { dimension: vector.length, limit },
    });
  }
}

/** 0 for the same direction, 1 at a right angle, 2 for the opposite. `undefined` when a vector has no direction. */
export function cosineDistance(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  if (squareA === 0 || squareB === 0) return undefined;
  return Math.min(2, Math.max(0, 1 - product / Math.sqrt(squareA * squareB)));
}
