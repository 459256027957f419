import { IdentityOutput } from '../../domain/brief.ts';
import { identityLine } from '../../domain/company.ts';
import { fillTemplate } from '../../domain/prompt-template.ts';
import { Vertical, verticalLabel } from '../../domain/vertical.ts';
import { optionalOutput } from '../inputs.ts';
import type { StageInput } from '../stage-spec.ts';

/** The run's template with what this stage knows filled in; undefined for a run without one. */
export function directiveOf(input: StageInput): string | undefined {
  if (input.template === undefined) return undefined;
  const { run, seller } = input;
  const company = optionalOutput(input, 'identity', IdentityOutput)?.company;
  const vertical = optionalOutput(input, 'vertical', Vertical)?.vertical;
  const domain = company?.domain ?? run.domain;
  return fillTemplate(input.template, {
    company: company ? identityLine(company) : run.companyName,
    focus: run.focus,
    seller: seller.name,
    today: run.createdAt.slice(0, 10),
    ...(domain !== undefined && { domain }),
    ...(vertical !== undefined && { vertical: verticalLabel(vertical) }),
  });
}
