import { z } from 'zod';
import { Statement } from './statement.ts';
import { modelLine, partialDate, score } from './text.ts';

/** A rating as pages give it, 0–5. Null is unknown; 0 is a measured zero. */
const rating = z.number().min(0).max(5).nullable();
const count = z.int().min(0).nullable();
const Sentiment = z.enum(['positive', 'neutral', 'negative', 'mixed', 'unknown']);

/** How the company looks from outside as an organisation. Null and `unknown` mean that the evidence does not say. */
export const OrgSignals = z
  .object({
    employeeSentiment: z.object({
      overall: rating,
      workLife: rating,
      compensation: rating,
      culture: rating,
      management: rating,
      recommendPct: z.number().min(0).max(100).nullable(),
      positive: z.array(Statement).max(6),
      negative: z.array(Statement).max(6),
      trend: z.enum(['improving', 'declining', 'stable', 'unknown']),
    }),
    linkedin: z.object({
      followers: count,
      engagement: z.enum(['low', 'medium', 'high', 'unknown']),
      headcountTrend: z.enum(['growing', 'shrinking', 'stable', 'unknown']),
      posts: z.array(Statement).max(6),
      changes: z.array(Statement).max(6),
    }),
    social: z
      .array(z.object({ platform: modelLine(60), summary: Statement, sentiment: Sentiment, topic: modelLine(120) }))
      .max(8),
    jobs: z.object({
      openings: count,
      departments: z.array(z.object({ name: modelLine(120), count })).max(12),
      skills: z.array(modelLine(80)).max(20),
      seniority: z.array(z.object({ level: modelLine(80), count })).max(8),
      urgency: Statement,
      insight: Statement,
    }),
    news: z.object({
      sentiment: Sentiment,
      volume: z.enum(['low', 'medium', 'high', 'unknown']),
      topics: z.array(modelLine(120)).max(8),
      headlines: z.array(modelLine(200)).max(8),
    }),
    insights: z.array(Statement).max(8),
    /** Newest date that the signals speak of. */
    freshness: partialDate().nullable(),
    confidence: score(),
  })
  .meta({ title: 'OrgSignals' });
export type OrgSignals = z.infer<typeof OrgSignals>;
