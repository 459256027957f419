import type { Brief } from '../../domain/brief.ts';
import type { Comparison } from '../../domain/facts.ts';
import { createLexicalEmbeddings } from '../gemini/lexical-embeddings.ts';
import { compareRuns } from './compare-runs.ts';
import { comparedRun } from './compared-run.ts';

/**
 * Two finished reports held against each other without a model: sentences without a fact are near when they share
 * words. Error: `conflict` when one has no report or they are about different companies.
 */
export const compareBriefs = (before: Brief, after: Brief, signal: AbortSignal): Promise<Comparison> =>
  compareRuns(comparedRun(before), comparedRun(after), { embeddings: createLexicalEmbeddings(), signal });
