import type { KnownBlock } from '@slack/types';
import type { CompanyCandidate } from '../../domain/company.ts';
import type { Run } from '../../domain/run.ts';
import { cut } from '../../domain/text.ts';
import { actions } from '../action-ids.ts';
import { bold, line, plain, rich, words } from './inert.ts';

/** The companies a name may mean: what each is, and a button of its own. */
export function candidateBlocks(run: Run): KnownBlock[] {
  if (run.status !== 'waiting' || run.waiting?.for !== 'identity' || run.cancelRequested) return [];
  return run.waiting.candidates.flatMap((candidate, index): KnownBlock[] => [
    rich(line(bold(candidate.name), words(` ${details(candidate)}`))),
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: actions.choose,
          value: `${run.id}:${index}`,
          text: plain(cut(buttonText(candidate), 75)),
          accessibility_label: cut(`Research ${buttonText(candidate)}`, 75),
        },
      ],
    },
  ]);
}

/** Name and real domain. */
export const buttonText = ({ name, domain }: CompanyCandidate): string =>
  domain === undefined ? name : `${name} (${domain})`;

function details({ domain, headquarters, oneLine, legalName, name }: CompanyCandidate): string {
  const facts = [legalName === name ? undefined : legalName, domain, headquarters].filter((part) => part !== undefined);
  return [facts.length > 0 ? `(${facts.join(', ')})` : '', oneLine ?? ''].filter((part) => part !== '').join(' – ');
}
