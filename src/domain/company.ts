import { z } from 'zod';
import { id, modelLine, score } from './text.ts';

const candidateShape = {
  name: modelLine(255),
  legalName: modelLine(255).optional(),
  domain: modelLine(255).optional(),
  headquarters: modelLine(255).optional(),
  oneLine: modelLine(300).optional(),
};

/** One of several companies that a name may mean. */
export const CompanyCandidate = z.object(candidateShape);
export type CompanyCandidate = z.infer<typeof CompanyCandidate>;

export const Company = z.object({
  ...candidateShape,
  aliases: z.array(modelLine(255)).max(20),
  confidence: score(),
  decidedBy: z.enum(['domain_given', 'only_match', 'chosen_by_user', 'unconfirmed']),
  claims: z.array(id(80)),
});
export type Company = z.infer<typeof Company>;

/** The line that stands for the company in prompts and headers, such as `A.P. Moller - Maersk (maersk.com, Copenhagen, Denmark)`. */
export function identityLine(company: CompanyCandidate): string {
  const details = [company.domain, company.headquarters].filter((part) => part !== undefined);
  return details.length > 0 ? `${company.name} (${details.join(', ')})` : company.name;
}

/**
 * What makes two researches about the same company: its domain, or the folded name where there is none. Case, marks,
 * punctuation and `www.` do not make another company.
 */
export function companyKeyOf({ name, domain }: Pick<CompanyCandidate, 'name' | 'domain'>): string {
  if (domain !== undefined) return domain.toLowerCase().replace(/^www\./, '');
  const folded = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return (folded || name.toLowerCase()).slice(0, 255);
}
