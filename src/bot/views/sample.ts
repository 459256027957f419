import type { KnownBlock } from '@slack/types';
import { context } from './inert.ts';

export const sampleLine =
  'SAMPLE DATA: made up to show how this works. Nothing here is a fact about a real company; do not send it to anyone.';

/** Goes on top of every message of a run whose evidence is made up. */
export const sampleBanner = (sample: boolean): KnownBlock[] => (sample ? [context(sampleLine)] : []);
export const sampleText = (sample: boolean): string => (sample ? `${sampleLine}\n` : '');
