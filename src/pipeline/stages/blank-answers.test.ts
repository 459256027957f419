import { describe, expect, it } from 'vitest';
import { noUsage } from '../../domain/evidence.ts';
import { type OrgSignals, OrgSignals as OrgSignalsSchema } from '../../domain/org-signals.ts';
import type { Run } from '../../domain/run.ts';
import { defaultSellerProfile } from '../../domain/seller.ts';
import { parseStageId, type StageRecord } from '../../domain/stage.ts';
import { unknownStatement } from '../../domain/statement.ts';
import type { ModelClient } from '../model.ts';
import type { StageInput } from '../stage-spec.ts';
import { stageTable } from '../stages.ts';
import { emptyPlan } from './plan-for-test.ts';
import { claimOf, unknownSignals } from './signals-for-test.ts';

const now = '2026-11-23T09:00:00.000Z';
const unknown = unknownStatement();
const claim = claimOf('signal.jobs', 1, 'Acme hires engineers.');
const source = {
  id: 's1',
  kind: 'web',
  url: 'https://jobs.acme.example/',
  domain: 'jobs.acme.example',
  title: 'Jobs',
  retrievedAt: now,
  facets: ['signal.jobs'],
};

const outputs: Record<string, unknown> = {
  identity: {
    company: { name: 'Acme', aliases: [], confidence: 1, decidedBy: 'only_match', claims: [] },
    found: { answerIds: [], claims: [], sources: [] },
  },
  'signal.jobs': { answerIds: ['signal.jobs.answer'], claims: [claim], sources: [source] },
  vertical: { vertical: 'manufacturing', confidence: 1, decidedBy: 'keywords' },
  report: {
    report: {
      ...Object.fromEntries(
        'overview headquarters employees revenue digitalMaturityWhy aiFootprint cloudFootprint securityPosture dataMaturity'
          .split(' ')
          .map((name) => [name, unknown]),
      ),
      ...Object.fromEntries(
        'recentNews decisionMakers painPoints opportunities strategicGoals keyInitiatives talkingPoints financialSignals techPartnerships conflicts gapsInEvidence'
          .split(' ')
          .map((name) => [name, []]),
      ),
      foundedYear: null,
      website: null,
      digitalMaturity: 'unknown',
      aiAdoption: 'unknown',
    },
    sourceOrder: [],
    partial: false,
  },
  gaps: {
    ...Object.fromEntries(
      'technology capability process recommendations priorities'.split(' ').map((name) => [name, []]),
    ),
    confidence: 0.5,
    notes: '',
  },
  useCases: {
    useCases: [
      {
        id: 'u1',
        title: 'One process',
        ...{ problem: unknown, whyNow: unknown, solution: unknown },
        ...{ benefits: [], technologies: [], dataRequirements: [], integrationPoints: [] },
        ...{ roi: null, timeToValue: null, priority: 'high', impact: 0.5, feasibility: 0.5, status: 'draft', rank: 1 },
      },
    ],
  },
};

/** What a model that has nothing to say fills a form with. */
const feasibility = {
  ...{ verdict: 'medium', score: 0.5, recommendation: unknown },
  ...{ technicalComplexity: unknown, dataAvailability: unknown, integrationComplexity: unknown, scalability: unknown },
  ...{ risks: [], mitigations: [], prerequisites: [], dependencies: [], nextSteps: [], deprecatedTech: [] },
};
const play = {
  ...{ title: 'One process', elevatorPitch: '', valueProposition: '', differentiators: [], targetPersona: 'Buyer' },
  ...{ targetVertical: 'other', companySize: 'Unknown', discoveryQuestions: [], objections: [], proofPoints: [] },
  ...{ positioning: '', nextSteps: [], metrics: [] },
};
const onePager = {
  ...{ headline: 'One process', summary: unknown, challenge: [], marketProof: [], solution: [], outcomes: [] },
  ...{ differentiators: [], callToAction: '', nextSteps: [] },
};

function make(id: string, answer: unknown) {
  const { family, key = '' } = parseStageId(id);
  const spec = stageTable.find((row) => row.family === family);
  if (!spec) throw new TypeError(`no stage ${id}`);
  const orgSignals = id === 'orgSignals' ? {} : { orgSignals: unknownSignals() };
  const inputs = {
    ...outputs,
    ...orgSignals,
    'feasibility[u1]': { ...feasibility, useCaseId: 'u1', version: 1, createdAt: now },
  };
  const model: Pick<ModelClient, 'structured'> = {
    structured: ({ schema }) =>
      Promise.resolve({ value: schema.parse(answer), model: 'scripted', warnings: [] }) as never,
  };
  return spec.make({
    id,
    key,
    run: { createdAt: now, companyName: 'Acme', focus: '', salesHistory: '' } as Run,
    seller: defaultSellerProfile,
    inputs: new Map(Object.entries(inputs).map(([stage, output]) => [stage, doneRecord(stage, output)])),
    version: 1,
    table: stageTable,
    bench: { model, now: () => new Date(now) } as StageInput['bench'],
    signal: new AbortController().signal,
    onUsage: () => {},
    onWait: () => {},
  });
}

const doneRecord = (id: string, output: unknown): StageRecord => ({
  id,
  status: 'done',
  attempt: 1,
  fingerprint: '',
  output,
  usage: noUsage(),
  models: [],
  warnings: [],
});

describe('defect "blank asset stored after a model error and returned forever" (DOMAIN.md §5)', () => {
  it.each([
    ['orgSignals', unknownSignals()],
    ['feasibility[u1]', feasibility],
    ['play[u1]', play],
    ['onePager[u1]', onePager],
    ['personas', { personas: [] }],
    ['accountPlan', emptyPlan()],
  ])('%s with nothing in it is an error, not an output', async (id, answer) => {
    await expect(make(id, answer)).rejects.toMatchObject({ code: 'model_answer_unusable' });
  });

  it('a verdict of "medium" that rests on nothing is not stored', async () => {
    const going = { text: 'Go ahead.', claims: ['jobs.1'], basis: 'inference' };
    await expect(make('feasibility[u1]', { ...feasibility, recommendation: going })).rejects.toMatchObject({
      code: 'model_answer_unusable',
    });
    const known = { text: 'Acme hires engineers.', claims: ['jobs.1'], basis: 'evidence' };
    const made = await make('feasibility[u1]', { ...feasibility, recommendation: going, dataAvailability: known });
    expect(made.output).toMatchObject({ useCaseId: 'u1', version: 1, dataAvailability: known });
  });
});

describe('defect "unknown metrics stored as 0, stable, medium" (DOMAIN.md §5)', () => {
  it('the stage stores null and unknown, and its line says unknown', async () => {
    const answer = unknownSignals();
    answer.jobs.insight = { text: 'Acme hires engineers.', claims: ['jobs.1'], basis: 'evidence' };
    const { output, line } = await make('orgSignals', answer);
    const signals: OrgSignals = OrgSignalsSchema.parse(JSON.parse(JSON.stringify(output)));
    expect(signals).toEqual(answer);
    expect(line).toBe('rating unknown · openings unknown');
  });
});

describe('facts', () => {
  it('drops a tuple whose value is not in its claim, and counts it', async () => {
    const fact = { claim: 'jobs.1', entity: 'Acme', attribute: 'openings', period: '', value: 'engineers', unit: '' };
    const { output, warnings } = await make('facts', { facts: [fact, { ...fact, value: '40' }, fact] });
    expect(output).toEqual({ facts: [fact] });
    expect(warnings).toEqual([expect.stringMatching(/^1 fact/)]);
  });
});

describe('correlation', () => {
  it('drops what names no gap of this run, with one line that says so', async () => {
    const { output, line, warnings } = await make('correlation', {
      correlations: [
        { gapId: 'technology.7', evidence: unknown, stance: 'supporting', confidence: 1, implication: unknown },
      ],
    });
    expect(output).toEqual({ correlations: [] });
    expect(line).toBe('The signals say nothing about the gaps');
    expect(warnings).toHaveLength(1);
  });
});
