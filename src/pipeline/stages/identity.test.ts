import { describe, expect, it } from 'vitest';
import { IdentityOutput } from '../../domain/brief.ts';
import type { Run } from '../../domain/run.ts';
import { defaultSellerProfile } from '../../domain/seller.ts';
import type { GroundedAnswer } from '../model.ts';
import type { StageInput } from '../stage-spec.ts';
import { stageTable } from '../stages.ts';
import { makeIdentity } from './identity.ts';

const now = '2026-11-23T09:00:00.000Z';
/** Prose that the search tool tied to no page. */
const uncited: GroundedAnswer = {
  parts: ['Candidate: Acme Holding | domain: acme.com | headquarters: Springfield'],
  ...{ searchQueries: ['Acme'], chunks: [], supports: [], model: 'scripted', finishReason: 'STOP' },
};

function identify(run: Partial<Run>) {
  let asked = 0;
  const model: Pick<StageInput['bench']['model'], 'grounded'> = {
    grounded: () => {
      asked += 1;
      return Promise.resolve(uncited);
    },
  };
  const made = makeIdentity({
    ...{ id: 'identity', key: '', version: 1, inputs: new Map(), table: stageTable, seller: defaultSellerProfile },
    run: { createdAt: now, companyName: 'Acme', focus: '', salesHistory: '', ...run } as Run,
    bench: {
      model,
      resolveChunks: (answer: GroundedAnswer) => Promise.resolve(answer),
      now: () => new Date(now),
    } as unknown as StageInput['bench'],
    signal: new AbortController().signal,
    onUsage: () => {},
    onWait: () => {},
  });
  return { made, asked: () => asked };
}

describe('an identity answer from which nothing can be cited', () => {
  it('does not stop a run whose domain was given: the domain selects, and nothing is claimed', async () => {
    const { made, asked } = identify({ domain: 'acme.com' });
    const { status, output, warnings } = await made;
    expect(asked()).toBe(2);
    expect(status).toBe('done');
    expect(IdentityOutput.parse(output)).toEqual({
      company: {
        name: 'Acme',
        domain: 'acme.com',
        aliases: [],
        confidence: 0.5,
        decidedBy: 'domain_given',
        claims: [],
      },
      found: { answerIds: [], claims: [], sources: [] },
    });
    expect(warnings).toEqual([expect.stringContaining('the domain that was given decides')]);
  });

  it('fails a run that has only a name', async () => {
    await expect(identify({}).made).rejects.toMatchObject({ code: 'no_evidence' });
  });
});
