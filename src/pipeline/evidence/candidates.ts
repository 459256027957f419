import type { Company } from '../../domain/company.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { cleanLine } from '../../domain/text.ts';
import { fold } from './gate/fold.ts';

/** Names of the companies that the identity question brought up and that are not this one. */
export function otherCompanies(evidence: readonly Pick<Evidence, 'stage' | 'parts'>[], company?: Company): string[] {
  if (!company) return [];
  const own = new Set([company.name, company.legalName ?? '', ...company.aliases].map(fold));
  const lines = evidence
    .filter(({ stage }) => stage === 'identity')
    .flatMap(({ parts }) => parts.join('\n').split('\n'));
  const names = lines.flatMap((line) => /candidate:\s*([^|]+)/iu.exec(line.replaceAll('**', ''))?.[1] ?? []);
  return [...new Set(names.map(cleanLine))].filter((name) => name !== '' && !own.has(fold(name)));
}
