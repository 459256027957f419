import type { Clock, NewId } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import type { Files } from '../../domain/ports/files.ts';
import type { Repositories } from '../../domain/ports/repositories.ts';
import type { SellerProfile } from '../../domain/seller.ts';
import { createAudit } from './audit.ts';
import { createChores } from './chores.ts';
import { createDeadLetters } from './dead-letters.ts';
import { createFreshEvidence } from './fresh-evidence.ts';
import type { RunLimits } from './limits.ts';
import { createMarks } from './marks.ts';
import { createMemory } from './memory.ts';
import { createPeople } from './people.ts';
import { createProjects } from './projects.ts';
import { createRuns } from './runs.ts';
import { createSettings } from './settings.ts';
import { createSlots } from './slots.ts';
import { createEvidenceStore, createStages } from './stages.ts';
import { createTasks } from './tasks.ts';
import { createTeams } from './teams.ts';
import { createTemplates } from './templates.ts';
import { createUsageDays } from './usage-days.ts';
import { createVersions } from './versions.ts';

const graceMilliseconds = 5000;

export interface RepositoriesOptions {
  documents: Documents;
  clock: Clock;
  /** A worker that does not renew for this long has lost its run to whoever takes it next. */
  leaseSeconds: number;
  /** Checked when a run is made; what is missing is not limited. The settings of a team can only lower them. */
  limits?: RunLimits;
  /** Profile of teams that wrote none; neutral unless given. */
  seller?: SellerProfile;
  /** Where the files of runs lie, so that they go with a run that is deleted. */
  files?: Pick<Files, 'deleteBelow' | 'list'>;
  /** Names entries, plays, projects, notes, templates and audit events; who makes none of them needs none. */
  newId?: NewId;
  /** From this similarity on two findings about one company are the same finding. Default 0.86. */
  sameMeaning?: number;
}

/** Everything the product stores, on any implementation of the documents port. */
export function createRepositories(options: RepositoriesOptions): Repositories {
  const { documents, clock, leaseSeconds, limits = {}, seller, files, newId = noName, sameMeaning = 0.86 } = options;
  const shared = { documents, clock };
  const naming = { ...shared, newId };
  const leasing = { ...shared, leaseMilliseconds: leaseSeconds * 1000, graceMilliseconds };
  const memory = createMemory({ ...naming, sameMeaning });
  return {
    runs: createRuns({ ...leasing, limits, memory, ...(files && { files }) }),
    stages: createStages(shared),
    versions: createVersions(shared),
    evidence: createEvidenceStore(shared),
    settings: createSettings({ ...shared, ...(seller && { seller }) }),
    slots: createSlots(shared),
    memory,
    projects: createProjects(naming),
    templates: createTemplates(naming),
    freshEvidence: createFreshEvidence(shared),
    tasks: createTasks(leasing),
    people: createPeople(shared),
    audit: createAudit(naming),
    marks: createMarks(shared),
    usage: createUsageDays(shared),
    deadLetters: createDeadLetters(shared),
    chores: createChores(shared),
    teams: createTeams({ documents, ...(files && { files }) }),
  };
}

const noName = (): never => {
  throw new TypeError('these repositories were made without names for new things');
};
