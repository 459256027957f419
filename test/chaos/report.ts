import { rules } from './check.ts';
import type { Result } from './scenarios.ts';

/** With nothing seen in n independent trials, the true share is below 3/n at 95 % (the rule of three). */
const bound = ({ trials, violations }: Result): string =>
  violations.length > 0 || trials === 0 ? '' : `< ${((3 / trials) * 100).toPrecision(2)} %`;

/** The rows of docs/reliability.md. */
export function table(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const { name, trials, of, runs, violations } = result;
    const found = [...Map.groupBy(violations, ({ rule }) => rule)].map(
      ([rule, all]) => `${all.length} × ${rules[rule]}`,
    );
    return `| ${name} | ${trials} ${of} | ${runs} | ${found.join('; ') || '0'} | ${bound(result)} |`;
  });
  return ['| scenario | trials | runs | violations | upper bound at 95 % |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}
