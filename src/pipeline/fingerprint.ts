import { createHash } from 'node:crypto';
import type { Run } from '../domain/run.ts';
import type { SellerProfile } from '../domain/seller.ts';
import type { StageRecord } from '../domain/stage.ts';
import type { StageSpec } from './stage-spec.ts';

export interface FingerprintInput {
  spec: StageSpec;
  id: string;
  run: Run;
  seller: SellerProfile;
  /** Text of the run's template version. */
  template?: string;
  inputs: ReadonlyMap<string, StageRecord>;
  /** Configured ladders, as text. */
  models: string;
}

/** Everything a stage's output depends on, as a hash: equal fingerprints mean that making it again could change nothing but luck. */
export function fingerprint({ spec, id, run, seller, template, inputs, models }: FingerprintInput): string {
  const { companyName, domain, focus, salesHistory, choice } = run;
  const parts = {
    id,
    version: spec.version,
    models: spec.calls.grounded + spec.calls.structured > 0 ? models : '',
    date: run.createdAt.slice(0, 10),
    request: { companyName, domain, focus, salesHistory, choice },
    seller,
    template,
    inputs: [...inputs.values()].map((record) => [record.id, record.fingerprint, digest(record.output)]).sort(),
  };
  return digest(parts);
}

/** The order of members is no difference: a store may give them back in another one. */
const inOrder = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const digest = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value, inOrder) ?? '')
    .digest('hex')
    .slice(0, 32);
