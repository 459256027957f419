import { z } from 'zod';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Documents } from '../../domain/ports/documents.ts';
import type { Settings } from '../../domain/ports/repositories.ts';
import { defaultSellerProfile, SellerProfile } from '../../domain/seller.ts';
import { sellerPath } from './paths.ts';
import { checked, fromStored, toJson } from './stored.ts';

const StoredSeller = z.object({ profile: SellerProfile });

export interface SettingsOptions {
  documents: Documents;
  clock: Clock;
  /** Of teams that wrote none; neutral unless given. */
  seller?: SellerProfile;
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
  };
}
