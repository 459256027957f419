import type { z } from 'zod';
import { type GateContext, readContext } from './context.ts';
import { dates } from './dates.ts';
import { estimates } from './estimates.ts';
import { figures } from './figures.ts';
import type { Finding } from './finding.ts';
import { freshness } from './freshness.ts';
import { injection } from './injection.ts';
import { markers } from './markers.ts';
import { names } from './names.ts';
import { polarity } from './polarity.ts';
import { proposal } from './proposal.ts';
import { quotes } from './quotes.ts';
import { references } from './references.ts';
import { type Check, type Located, readScope, type Scope } from './scope.ts';
import { subject } from './subject.ts';
import { uncited } from './uncited.ts';
import { urls } from './urls.ts';

export const checks: Readonly<Record<string, Check>> = {
  references,
  figures,
  names,
  urls,
  markers,
  proposal,
  estimates,
  dates,
  uncited,
  quotes,
  polarity,
  subject,
  freshness,
  injection,
};

/** The proof gate (DOMAIN.md §3.3): everything in a generated value that its evidence does not bear out. No model. */
export const findings = <S extends z.ZodType>(schema: S, value: z.infer<S>, context: GateContext): Finding[] =>
  runChecks(readScope(schema, value, readContext(context))).map(plainFinding);

/** The same for many values on one context, which is read once. */
export function findingsIn(context: GateContext): <S extends z.ZodType>(schema: S, value: z.infer<S>) => Finding[] {
  const grounds = readContext(context);
  return (schema, value) => runChecks(readScope(schema, value, grounds)).map(plainFinding);
}

/** Every check on a value that was taken apart already; with the places found. */
export const runChecks = (scope: Scope): Located[] => Object.values(checks).flatMap((check) => check(scope));

export const plainFinding = ({ node: _node, ...finding }: Located): Finding => finding;
