import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents, Transaction } from '../../domain/ports/documents.ts';
import type { Settings } from '../../domain/ports/repositories.ts';
import { defaultSellerProfile, SellerProfile } from '../../domain/seller.ts';
import { defaultTeamSettings, TeamSettings } from '../../domain/team-settings.ts';
import { sellerPath, teamSettingsPath } from './paths.ts';
import { checked, fromStored, toJson } from './stored.ts';

const StoredSeller = z.object({ profile: SellerProfile });

export interface SettingsOptions {
  documents: Documents;
  clock: Clock;
  /** Of teams that wrote none; neutral unless given. */
  seller?: SellerProfile;
}

/** What the admins of a team set, or the default. */
export async function storedTeamSettings(
  storage: Pick<Documents, 'get'> | Pick<Transaction, 'get'>,
  team: string,
): Promise<TeamSettings> {
  const stored = await storage.get(teamSettingsPath(team));
  return stored ? fromStored(TeamSettings, stored) : defaultTeamSettings(team);
}

export function createSettings({ documents, clock, seller = defaultSellerProfile }: SettingsOptions): Settings {
  return {
    async seller(team) {
      const stored = await documents.get(sellerPath(team));
      return stored ? fromStored(StoredSeller, stored).profile : seller;
    },
    async saveSeller(team, profile) {
      const stored = { team, schemaVersion: 1, updatedAt: clock.now().toISOString() };
      await documents.set(sellerPath(team), toJson({ profile: checked(SellerProfile, profile), ...stored }));
    },
    team: (team) => storedTeamSettings(documents, team),
    saveTeam: (settings, by) =>
      documents.transaction(async (transaction) => {
        const { revision } = await storedTeamSettings(transaction, settings.team);
        if (settings.revision !== revision) {
          throw new AppError('conflict', 'Somebody else changed the settings in the meantime. Nothing was saved.', {
            details: { stored: revision, given: settings.revision },
          });
        }
        const updatedAt = clock.now().toISOString();
        const saved = checked(TeamSettings, { ...settings, revision: revision + 1, updatedAt, updatedBy: by });
        transaction.set(teamSettingsPath(settings.team), toJson(saved));
        return saved;
      }),
  };
}
