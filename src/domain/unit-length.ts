/** The vector in its direction with length 1. `undefined`: it has no direction. */
export function unitLength(vector: readonly number[]): number[] | undefined {
  const length = Math.hypot(...vector);
  return length > 0 && Number.isFinite(length) ? vector.map((value) => value / length) : undefined;
}
