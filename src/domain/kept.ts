import { z } from 'zod';
import { id, timestamp } from './text.ts';

/** What every kept document carries (DOMAIN.md, entities). */
export const kept = {
  id: id(60),
  team: id(40),
  createdBy: id(60),
  createdAt: timestamp(),
  updatedAt: timestamp(),
  schemaVersion: z.literal(1),
};
