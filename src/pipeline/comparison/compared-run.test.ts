import { expect, it } from 'vitest';
import { sampleBrief } from '../evidence/testing/sample-brief.ts';
import { comparedRun } from './compared-run.ts';

it('a run without a report does not count: what it did not find is not gone', () => {
  expect(() => comparedRun(sampleBrief())).toThrow(expect.objectContaining({ code: 'conflict' }));
});
