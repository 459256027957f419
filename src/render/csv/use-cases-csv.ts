import type { Brief } from '../../domain/brief.ts';
import type { Estimate, UseCase } from '../../domain/ideas.ts';
import type { Statement } from '../../domain/statement.ts';
import { type Citations, createCitations } from '../citations.ts';
import { sampleNotice } from '../html.ts';
import { type Cell, csv } from './csv.ts';

const made = 'Made with AI from the sources named; please check before relying on it.';

type Column = readonly [title: string, of: (useCase: UseCase, citations: Citations) => Cell];

const columns: readonly Column[] = [
  ['Rank', ({ rank }) => rank],
  ['Use case', ({ title }) => title],
  ['Priority', ({ priority }) => priority],
  ['Impact (0–100)', ({ impact }) => Math.round(impact * 100)],
  ['Feasibility (0–100)', ({ feasibility }) => Math.round(feasibility * 100)],
  ['Status', ({ status }) => status],
  ['Why now', ({ whyNow }, citations) => cited(whyNow, citations)],
  ['Problem', ({ problem }, citations) => cited(problem, citations)],
  ['Solution', ({ solution }, citations) => cited(solution, citations)],
  ['Benefits', ({ benefits }, citations) => benefits.map((benefit) => cited(benefit, citations)).join('\n')],
  ['Estimate', ({ roi }) => roi?.result ?? ''],
  ['Arithmetic', ({ roi }) => (roi === null ? '' : arithmetic(roi))],
  ['Assumptions', ({ roi }) => roi?.assumptions.join('\n') ?? ''],
  ['Time to value', ({ timeToValue }) => timeToValue ?? ''],
  ['Technologies', ({ technologies }) => technologies.join('\n')],
  ['Data needed', ({ dataRequirements }) => dataRequirements.join('\n')],
  ['Connects to', ({ integrationPoints }) => integrationPoints.join('\n')],
  ['Findings', (useCase) => claimsOf(useCase).length],
  [
    'Source numbers',
    (useCase, citations) =>
      sourcesOf(useCase, citations)
        .map(({ number }) => number)
        .join(', '),
  ],
  [
    'Sources',
    (useCase, citations) =>
      sourcesOf(useCase, citations)
        .map(({ url }) => url)
        .join('\n'),
  ],
];

/** The use cases as a table, best first, with the addresses of their sources. `undefined` until there are any. */
export function useCasesCsv(brief: Brief): string | undefined {
  const useCases = brief.useCases?.useCases.toSorted((a, b) => a.rank - b.rank) ?? [];
  if (useCases.length === 0) return undefined;
  const citations = createCitations(brief);
  const company = brief.company?.name ?? brief.request.companyName;
  const note = brief.sample ? `${sampleNotice}. ${made}` : made;
  return csv([
    ['Company', ...columns.map(([title]) => title), 'As of', 'Note'],
    ...useCases.map((useCase) => [
      company,
      ...columns.map(([, of]) => of(useCase, citations)),
      brief.createdAt.slice(0, 10),
      note,
    ]),
  ]);
}

/** The text with its source numbers, and what a reader must know about it. */
function cited(statement: Statement, citations: Citations): string {
  const numbers = citations.numbers(statement);
  return [
    statement.text,
    numbers.length > 0 && `[${numbers.join(', ')}]`,
    statement.basis === 'inference' && '(our inference)',
    statement.basis === 'unknown' && '(unknown)',
    noted(citations.age(statement)?.label),
  ]
    .filter(Boolean)
    .join(' ');
}

const noted = (label: string | undefined): string => (label === undefined ? '' : `(${label})`);

const arithmetic = ({ formula, operands }: Estimate): string =>
  `${formula}, with ${operands.map(({ name, value }) => `${name} = ${value}`).join(', ')}`;

const statementsOf = ({ problem, whyNow, solution, benefits }: UseCase): Statement[] => [
  problem,
  whyNow,
  solution,
  ...benefits,
];

const claimsOf = (useCase: UseCase): string[] => [...new Set(statementsOf(useCase).flatMap(({ claims }) => claims))];

const sourcesOf = (useCase: UseCase, citations: Citations) =>
  citations.sources(statementsOf(useCase).flatMap((statement) => citations.numbers(statement)));
