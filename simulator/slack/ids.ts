import type { SimulatorClock } from '../clock.ts';
import type { WorkspaceData } from './entities.ts';

const space = 36n ** 9n;
/** Coprime to 36^9, so that consecutive counters become different, unlike-looking ids. */
const stride = 23_456_789_012_341n;

/** Slack-like ids: a letter for the kind and ten characters, unique in the workspace. */
export function newId(data: WorkspaceData, prefix: string): string {
  data.counter += 1;
  const scrambled = (BigInt(data.counter) * stride) % space;
  return `${prefix}0${scrambled.toString(36).toUpperCase().padStart(9, '0')}`;
}

/** Seconds with six decimals, never given twice, never running backwards. */
export function newTs(data: WorkspaceData, clock: SimulatorClock): string {
  const micros = Math.max(clock.now().getTime() * 1000, data.lastTs + 100);
  data.lastTs = micros;
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros % 1_000_000).padStart(6, '0')}`;
}

export const isTs = (value: string): boolean => /^\d{9,10}\.\d{6}$/.test(value);
