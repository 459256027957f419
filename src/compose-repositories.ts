import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { newId, systemClock } from './clock.ts';
import type { LimitConfig, TerminalConfig } from './config.ts';
import { AppError } from './domain/errors.ts';
import type { Documents } from './domain/ports/documents.ts';
import type { Files } from './domain/ports/files.ts';
import type { Repositories } from './domain/ports/repositories.ts';
import { SellerProfile } from './domain/seller.ts';
import type { RunLimits } from './storage/repositories/limits.ts';
import { createRepositories } from './storage/repositories/repositories.ts';

/** In the terminal nobody is limited. */
export type RepositoriesConfig = Pick<TerminalConfig, 'LEASE_SECONDS' | 'SELLER_PROFILE'> & Partial<LimitConfig>;

/** The repositories on any storage. */
export function composeRepositories(
  config: RepositoriesConfig,
  { documents, files }: { documents: Documents; files: Files },
): Repositories {
  const seller = config.SELLER_PROFILE === undefined ? undefined : readSeller(config.SELLER_PROFILE);
  return createRepositories({
    documents,
    clock: systemClock,
    leaseSeconds: config.LEASE_SECONDS,
    newId,
    files,
    limits: limitsOf(config),
    ...(seller && { seller }),
  });
}

const limitsOf = ({
  RUNS_PER_USER_PER_DAY: runsPerUserPerDay,
  RUNS_PER_TEAM_PER_DAY: runsPerTeamPerDay,
  CONCURRENT_RUNS_PER_TEAM: concurrentRunsPerTeam,
}: Partial<LimitConfig>): RunLimits => ({
  ...(runsPerUserPerDay !== undefined && { runsPerUserPerDay }),
  ...(runsPerTeamPerDay !== undefined && { runsPerTeamPerDay }),
  ...(concurrentRunsPerTeam !== undefined && { concurrentRunsPerTeam }),
});

/** Error: `invalid_configuration`, with what is wrong in the file. */
function readSeller(path: string): SellerProfile {
  try {
    return SellerProfile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? z.prettifyError(cause) : 'it cannot be read as JSON';
    throw new AppError('invalid_configuration', `SELLER_PROFILE: ${path}: ${problem}`, { cause });
  }
}
