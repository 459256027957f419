import { z } from 'zod';
import { Statement } from './statement.ts';
import { id, modelLine, partialDate, url } from './text.ts';

export const DigitalMaturity = z.enum(['nascent', 'developing', 'maturing', 'advanced', 'leading', 'unknown']);
export const AiAdoption = z.enum([
  'none',
  'exploring',
  'experimenting',
  'implementing',
  'scaling',
  'optimizing',
  'unknown',
]);

export const Report = z
  .object({
    overview: Statement,
    foundedYear: z.int().min(1000).max(2100).nullable(),
    headquarters: Statement,
    employees: Statement,
    revenue: Statement,
    website: url().nullable(),
    recentNews: z
      .array(z.object({ title: modelLine(200), summary: Statement, date: partialDate().nullable() }))
      .max(10),
    decisionMakers: z
      .array(
        z.object({ name: modelLine(120), title: modelLine(160), background: Statement, profileUrl: url().nullable() }),
      )
      .max(12),
    painPoints: z.array(Statement).max(8),
    opportunities: z.array(Statement).max(8),
    digitalMaturity: DigitalMaturity,
    digitalMaturityWhy: Statement,
    aiFootprint: Statement,
    aiAdoption: AiAdoption,
    strategicGoals: z.array(Statement).max(8),
    keyInitiatives: z.array(Statement).max(8),
    talkingPoints: z.array(Statement).max(7),
    cloudFootprint: Statement,
    securityPosture: Statement,
    dataMaturity: Statement,
    financialSignals: z.array(Statement).max(8),
    techPartnerships: z
      .array(z.object({ vendor: modelLine(120), relation: modelLine(160), threat: z.boolean(), statement: Statement }))
      .max(10),
    conflicts: z.array(z.object({ attribute: modelLine(120), values: z.array(Statement).min(2).max(6) })).max(16),
    gapsInEvidence: z.array(modelLine(300)).max(12),
  })
  .meta({ title: 'Report' });
export type Report = z.infer<typeof Report>;

/** The fields that decide whether a report is whole (DOMAIN.md, stages: fewer than five with evidence make it partial). */
export const coreFields = [
  'overview',
  'headquarters',
  'employees',
  'revenue',
  'aiFootprint',
  'cloudFootprint',
  'digitalMaturityWhy',
  'strategicGoals',
  'keyInitiatives',
] as const satisfies readonly (keyof Report)[];

export const coreFieldsNeeded = 5;

/** How many core fields rest on evidence. */
export function evidencedCoreFields(report: Report): number {
  return coreFields.filter((field) => [report[field]].flat().some((statement) => statement.basis === 'evidence'))
    .length;
}

/** The stored report: what the model wrote and the gate let through, and the order in which its sources got their numbers. */
export const NumberedReport = z.object({ report: Report, sourceOrder: z.array(id(40)), partial: z.boolean() });
export type NumberedReport = z.infer<typeof NumberedReport>;
