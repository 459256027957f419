import type { z } from 'zod';
import type { Brief } from '../../domain/brief.ts';
import { OrgSignals } from '../../domain/org-signals.ts';
import { Report } from '../../domain/report.ts';
import { enforce } from './gate/enforce.ts';
import { findingsIn } from './gate/findings.ts';
import { contextOf } from './verify-brief.ts';

/**
 * The brief with what was written before the peers were looked at judged once more, now that their names are known: a
 * claim that turns out to be about a peer is no finding on this company. Without research on peers it is as it was.
 */
export function withPeersKnown(brief: Brief): Brief {
  if (!brief.claims.some(({ stage }) => stage === 'competitors')) return brief;
  const context = contextOf(brief);
  const findings = findingsIn(context);
  const judged = <S extends z.ZodType>(schema: S, value: z.infer<S>): z.infer<S> =>
    findings(schema, value).length === 0 ? value : enforce(schema, value, context).value;
  const { report, orgSignals } = brief;
  return {
    ...brief,
    ...(report && { report: judged(Report, report) }),
    ...(orgSignals && { orgSignals: judged(OrgSignals, orgSignals) }),
  };
}
