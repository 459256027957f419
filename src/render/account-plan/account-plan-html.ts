import type { AccountPlan } from '../../domain/account-plan.ts';
import type { Brief } from '../../domain/brief.ts';
import { createCitations } from '../citations.ts';
import { statementsOf } from '../report/document.ts';
import { documentHtml } from '../report/report-html.ts';
import { accountPlanDocument } from './account-plan-document.ts';

/** The plan as a document of several pages, with the sources that it cites and no others. */
export function accountPlanHtml(brief: Brief, plan: AccountPlan, fontFaces: string): Promise<string> {
  const document = accountPlanDocument(brief, plan);
  const citations = createCitations(brief);
  const sources = [...new Set(statementsOf(document).flatMap((statement) => citations.numbers(statement)))];
  return documentHtml(brief, { document, name: 'account plan', sources, fontFaces });
}
