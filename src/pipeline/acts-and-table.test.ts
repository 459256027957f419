import { expect, it } from 'vitest';
import { isReportInput } from '../domain/acts.ts';
import { labelledFamilies } from '../domain/stage-label.ts';
import { isAsset } from '../domain/version.ts';
import { stageTable } from './stages.ts';

it('what the domain calls a source of the report is what the stage table feeds it', () => {
  const report = stageTable.find(({ family }) => family === 'report');
  const inputs = [...(report?.needs('') ?? []), ...(report?.needsAny ?? []), ...(report?.uses?.('') ?? [])];
  expect(inputs.length).toBeGreaterThan(8);
  expect(
    stageTable
      .map(({ family }) => family)
      .filter(isReportInput)
      .toSorted(),
  ).toEqual(inputs.toSorted());
});

it('nothing that the report needs is made again at will', () => {
  const assets = stageTable.map(({ family }) => family).filter(isAsset);
  expect(assets).toEqual(expect.arrayContaining(['onePager', 'files']));
  for (const spec of stageTable) {
    if (assets.includes(spec.family)) continue;
    for (const need of spec.needs('u1')) expect(isAsset(need)).toBe(false);
  }
});

it('every row has a name for people, and every name a row', () => {
  expect(labelledFamilies.toSorted()).toEqual(stageTable.map(({ family }) => family).toSorted());
});
