import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import type { Repositories } from '../../domain/ports/repositories.ts';
import type { SellerProfile } from '../../domain/seller.ts';
import type { RunLimits } from './limits.ts';
import { createRuns } from './runs.ts';
import { createSettings } from './settings.ts';
import { createSlots } from './slots.ts';
import { createEvidenceStore, createStages } from './stages.ts';

const graceMilliseconds = 5000;

export interface RepositoriesOptions {
  documents: Documents;
  clock: Clock;
  /** A worker that does not renew for this long has lost its run to whoever takes it next. */
  leaseSeconds: number;
  /** Checked when a run is made; what is missing is not limited. */
  limits?: RunLimits;
  /** Profile of teams that wrote none; neutral unless given. */
  seller?: SellerProfile;
}

/** Everything the product stores, on any implementation of the documents port. */
export function createRepositories(options: RepositoriesOptions): Repositories {
  const { documents, clock, leaseSeconds, limits = {}, seller } = options;
  const shared = { documents, clock };
  return {
    runs: createRuns({ ...shared, limits, leaseMilliseconds: leaseSeconds * 1000, graceMilliseconds }),
    stages: createStages(shared),
    evidence: createEvidenceStore(shared),
    settings: createSettings({ ...shared, ...(seller && { seller }) }),
    slots: createSlots(shared),
  };
}
