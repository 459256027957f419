import type { Clock, NewId } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import type { Repositories } from '../../domain/ports/repositories.ts';
import type { SellerProfile } from '../../domain/seller.ts';
import { createFreshEvidence } from './fresh-evidence.ts';
import type { RunLimits } from './limits.ts';
import { createMemory } from './memory.ts';
import { createProjects } from './projects.ts';
import { createRuns } from './runs.ts';
import { createSettings } from './settings.ts';
import { createSlots } from './slots.ts';
import { createEvidenceStore, createStages } from './stages.ts';
import { createTemplates } from './templates.ts';
import { createVersions } from './versions.ts';

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
  /** Names entries, plays, projects, notes and templates; who makes none of them needs none. */
  newId?: NewId;
  /** From this similarity on two findings about one company are the same finding. Default 0.86. */
  sameMeaning?: number;
}

/** Everything the product stores, on any implementation of the documents port. */
export function createRepositories(options: RepositoriesOptions): Repositories {
  const { documents, clock, leaseSeconds, limits = {}, seller, newId = noName, sameMeaning = 0.86 } = options;
  const shared = { documents, clock };
  const naming = { ...shared, newId };
  return {
    runs: createRuns({ ...shared, limits, leaseMilliseconds: leaseSeconds * 1000, graceMilliseconds }),
    stages: createStages(shared),
    versions: createVersions(shared),
    evidence: createEvidenceStore(shared),
    settings: createSettings({ ...shared, ...(seller && { seller }) }),
    slots: createSlots(shared),
    memory: createMemory({ ...naming, sameMeaning }),
    projects: createProjects(naming),
    templates: createTemplates(naming),
    freshEvidence: createFreshEvidence(shared),
  };
}

const noName = (): never => {
  throw new TypeError('these repositories were made without names for new things');
};
