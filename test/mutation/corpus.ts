import type { Brief } from '../../src/domain/brief.ts';
import { RunRequest } from '../../src/domain/run.ts';
import type { Statement } from '../../src/domain/statement.ts';
import type { ModelClient } from '../../src/pipeline/model.ts';
import { openRuns } from '../harness/runs-in-process.ts';

export const companies = {
  delta: { companyName: 'Delta Air Lines', domain: 'delta.com' },
  ingka: { companyName: 'Ingka Group' },
  maersk: { companyName: 'Maersk', domain: 'maersk.com' },
  zkb: { companyName: 'Zürcher Kantonalbank' },
} as const;
export type CompanyKey = keyof typeof companies;

export interface Sample {
  company: CompanyKey;
  brief: Brief;
  /** What the gate found in the model's own answers, before anything was repaired or dropped. */
  alarms: string[];
}

let made: Promise<Sample[]> | undefined;

/** The briefs of the four bundled companies in standard mode, made by the real pipeline; once per process. */
export const corpus = (): Promise<Sample[]> => (made ??= makeCorpus());

async function makeCorpus(): Promise<Sample[]> {
  const runs = await openRuns();
  try {
    const samples: Sample[] = [];
    for (const [company, request] of Object.entries(companies) as [CompanyKey, (typeof companies)[CompanyKey]][]) {
      const alarms: string[] = [];
      const { run, brief } = await runs.alone(RunRequest.parse({ ...request, mode: 'standard' }), {
        wrap: overhear(alarms),
      });
      if (run.status !== 'completed') throw new TypeError(`${company}: ${run.status} ${run.error?.message ?? ''}`);
      samples.push({ company, brief, alarms });
    }
    return samples;
  } finally {
    await runs.close();
  }
}

/** Notes what the stages find in the answers of a model. */
const overhear =
  (alarms: string[]) =>
  (model: ModelClient): ModelClient => ({
    ...model,
    structured: (call) =>
      model.structured({
        ...call,
        check: (value) => {
          const found = call.check?.(value) ?? [];
          alarms.push(...found.map((finding) => `${call.stage} ${finding}`));
          return found;
        },
      }),
  });

/** A statement of a brief and where the gate would name it. */
export interface Place {
  path: string;
  statement: Statement;
}

const isStatement = (value: object): value is Statement => 'text' in value && 'claims' in value && 'basis' in value;

/** Every statement of a brief, in its order, each object of the brief itself: changing one changes the brief. */
export function placesIn(brief: Brief): Place[] {
  const found: Place[] = [];
  const visit = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) return;
    if (isStatement(value)) found.push({ path, statement: value });
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, `${path}[${index}]`);
    else for (const [key, member] of Object.entries(value)) visit(member, path === '' ? key : `${path}.${key}`);
  };
  visit({ ...brief, claims: [], evidence: [], sources: [], recalled: undefined }, '');
  return found;
}
