import { fractionOf } from './chance.ts';
import type { CallKind } from './read-request.ts';

/** Milliseconds: none, one figure for every call, or spread like the 312 recorded calls. */
export type Latency = 'none' | 'recorded' | number;

const recorded: Record<CallKind, { p50: number; p90: number }> = {
  grounded: { p50: 2900, p90: 9100 },
  plain: { p50: 1800, p90: 5900 },
  structured: { p50: 950, p90: 2600 },
  embed: { p50: 180, p90: 420 },
};

const standardNormalAtP90 = 1.2815515655446004;

/**
 * How long the call takes. Log-normal through the recorded median and p90, times `scale`, the same for the same seed,
 * stage and ordinal of the call within its stage, whatever else runs beside it.
 */
export function latencyOf(
  latency: Latency,
  scale: number,
  { kind, seed, stage, ordinal }: { kind: CallKind; seed: number; stage: string; ordinal: number },
): number {
  if (latency === 'none') return 0;
  if (typeof latency === 'number') return latency;
  const { p50, p90 } = recorded[kind];
  const spread = Math.log(p90 / p50) / standardNormalAtP90;
  const normal = Math.max(-2, Math.min(2, standardNormal(seed, stage, ordinal)));
  return Math.round(p50 * Math.exp(spread * normal) * scale);
}

/** Box and Muller's transform of two even fractions. */
function standardNormal(...words: (string | number)[]): number {
  const radius = Math.sqrt(-2 * Math.log(1 - fractionOf(...words, 'radius')));
  return radius * Math.cos(2 * Math.PI * fractionOf(...words, 'angle'));
}
