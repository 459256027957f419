import { z } from 'zod';
import { RunMode } from './run.ts';
import { id, timestamp } from './text.ts';

/** What somebody may do: a rep researches, a manager also sees spend and stops the runs of others, an admin also sets. */
export const roles = ['rep', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];

export const hasRole = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/** Each only lowers what the environment allows; absent: the environment's own. */
export const TeamLimits = z.object({
  runsPerUserPerDay: z.int().min(0).max(10_000).optional(),
  runsPerTeamPerDay: z.int().min(0).max(100_000).optional(),
  concurrentRuns: z.int().min(1).max(50).optional(),
  searchQueriesPerRun: z.int().min(0).max(100_000).optional(),
  costPerRunUsd: z.number().min(0).max(1000).optional(),
});
export type TeamLimits = z.infer<typeof TeamLimits>;

/** What a run starts with where nothing else was said. */
export const RunDefaults = z.object({
  mode: RunMode.optional(),
  /** Template id; its default version is taken when the run starts. */
  template: id(60).optional(),
  project: id(60).optional(),
});
export type RunDefaults = z.infer<typeof RunDefaults>;

/** What the admins of a workspace set. Environment limits are ceilings. */
export const TeamSettings = z.object({
  team: id(40),
  /** Besides those of the environment, which nobody can take away here. */
  admins: z.array(id(40)).max(50),
  managers: z.array(id(40)).max(100),
  /** Guests and people of other organisations are refused unless allowed. */
  allowGuests: z.boolean(),
  allowStrangers: z.boolean(),
  limits: TeamLimits,
  /** Days after which runs and what was found in them are deleted; absent: the environment's. */
  retentionDays: z.int().min(1).max(3650).optional(),
  defaults: RunDefaults,
  /** By conversation. */
  channels: z.record(id(40), RunDefaults),
  /** Grows with every change; a change made from an older state is refused. */
  revision: z.int().min(0),
  updatedAt: timestamp().optional(),
  updatedBy: id(40).optional(),
});
export type TeamSettings = z.infer<typeof TeamSettings>;

export const defaultTeamSettings = (team: string): TeamSettings => ({
  team,
  admins: [],
  managers: [],
  allowGuests: false,
  allowStrangers: false,
  limits: {},
  defaults: {},
  channels: {},
  revision: 0,
});

/** The lower of two limits, where either is set. */
export const lower = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);
