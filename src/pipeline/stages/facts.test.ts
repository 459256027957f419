import { describe, expect, it } from 'vitest';
import { noUsage } from '../../domain/evidence.ts';
import { Facts } from '../../domain/facts.ts';
import type { Run } from '../../domain/run.ts';
import { defaultSellerProfile } from '../../domain/seller.ts';
import type { StageRecord } from '../../domain/stage.ts';
import type { ModelClient } from '../model.ts';
import type { StageInput } from '../stage-spec.ts';
import { stageTable } from '../stages.ts';
import { makeFacts } from './facts.ts';
import { claimOf } from './signals-for-test.ts';

const now = '2026-11-23T09:00:00.000Z';
const done = (id: string, output: unknown): [string, StageRecord] => [
  id,
  { ...{ id, output, attempt: 1, fingerprint: '' }, status: 'done', usage: noUsage(), models: [], warnings: [] },
];

/** Facts out of so many findings, by a model that writes one tuple for each it is shown. */
async function factsOf(findings: number) {
  const nothing = { answerIds: [], claims: [], sources: [] };
  const company = { name: 'Acme', aliases: [], confidence: 1, decidedBy: 'only_match', claims: [] };
  const claims = Array.from({ length: findings }, (_, index) => claimOf('facet.news', index + 1, `Acme has ${index}.`));
  const shown: string[][] = [];
  const model: Pick<ModelClient, 'structured'> = {
    structured: ({ schema, prompt }) => {
      const ids = [...prompt.text.matchAll(/^\[(news\.\d+)\]/gm)].map(([, id = '']) => id);
      shown.push(ids);
      const facts = ids.map((claim) => ({
        ...{ claim, entity: 'Acme', attribute: 'other', period: '', unit: '' },
        value: String(Number(claim.slice('news.'.length)) - 1),
      }));
      return Promise.resolve({ value: schema.parse({ facts }), model: 'scripted', warnings: [] }) as never;
    },
  };
  const { output, warnings = [] } = await makeFacts({
    ...{ id: 'facts', key: '', version: 1, table: stageTable, seller: defaultSellerProfile },
    run: { createdAt: now, companyName: 'Acme', focus: '', salesHistory: '' } as Run,
    inputs: new Map([done('identity', { company, found: nothing }), done('facet.news', { ...nothing, claims })]),
    bench: { model, now: () => new Date(now) } as StageInput['bench'],
    signal: new AbortController().signal,
    onUsage: () => {},
    onWait: () => {},
  });
  return { calls: shown.map((ids) => ids.length), facts: Facts.parse(output).facts, warnings };
}

describe('facts', () => {
  it.each([
    [90, [90]],
    [91, [46, 45]],
    [300, [150, 150]],
  ])('of %i findings are read from all of them, in as few calls as they fit', async (findings, calls) => {
    const made = await factsOf(findings);
    expect(made.calls).toEqual(calls);
    expect(new Set(made.facts.map(({ claim }) => claim)).size).toBe(findings);
    expect(made.warnings).toEqual([]);
  });

  it('says what found no room, and never asks more than twice', async () => {
    const made = await factsOf(500);
    expect(made.calls).toEqual([240, 240]);
    expect(made.facts).toHaveLength(400);
    expect(made.warnings).toEqual([
      '20 finding(s) more than can be read for facts.',
      '80 fact(s) more than can be kept.',
    ]);
  });
});
