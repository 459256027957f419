import { noUsage } from '../evidence.ts';
import type { Run } from '../run.ts';

/** A finished run as it is stored. */
export const testRun = (id: string, companyName: string, more: Partial<Run> = {}): Run => ({
  id,
  companyName,
  team: 'T1',
  createdBy: 'U1',
  createdAt: '2026-11-22T09:00:00.000Z',
  updatedAt: '2026-11-22T09:00:00.000Z',
  finishedAt: '2026-11-22T09:02:00.000Z',
  schemaVersion: 1,
  mode: 'standard',
  salesHistory: '',
  focus: '',
  wanted: ['report'],
  channel: 'C1',
  visibility: 'team',
  status: 'failed',
  attempts: [{ no: 1, wanted: ['report'], remake: [], status: 'failed' }],
  lastToken: 1,
  usage: noUsage(),
  warnings: [],
  ...more,
});
