import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Brief } from '../domain/brief.ts';
import { AppError, toAppError } from '../domain/errors.ts';
import { compareBriefs } from '../pipeline/comparison/compare-briefs.ts';
import { comparisonSummary } from '../pipeline/comparison/comparison-summary.ts';

const usage = `Usage: node src/cli/compare.ts earlier/report.json later/report.json [--json]

Says what is new, changed, withdrawn or unchanged between two runs on the same company. Other words, units or rounding
are no change. Needs no network: sentences are compared by the words they share. Exit codes: 0 compared, 2 not.
`;

async function compare(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [earlier, later] = positionals;
  if (earlier === undefined || later === undefined || positionals.length > 2) {
    throw new AppError('invalid_input', usage);
  }
  const [before, after] = [await readBrief(earlier), await readBrief(later)];
  const comparison = await compareBriefs(before, after, new AbortController().signal);
  if (values.json) {
    process.stdout.write(`${JSON.stringify(comparison, undefined, 2)}\n`);
    return;
  }
  const { headline, sections, leftOut } = comparisonSummary(comparison);
  const company = after.company?.name ?? after.request.companyName;
  const lines = [
    `${company}, ${comparison.from.date} → ${comparison.to.date}: ${headline}`,
    ...sections.flatMap(({ title, lines: own }) => ['', title, ...own.map((line) => `  ${line}`)]),
    ...(leftOut.length > 0 ? ['', 'Not compared', ...leftOut.map((line) => `  ${line}`)] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Error: `invalid_input`, with what is wrong with the file. */
async function readBrief(path: string): Promise<Brief> {
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('invalid_input', `${path} cannot be read.\n`, { cause });
  });
  try {
    return Brief.parse(JSON.parse(content));
  } catch (cause) {
    throw new AppError('invalid_input', `${path} is not a report.\n`, { cause });
  }
}

try {
  await compare(process.argv.slice(2));
} catch (error) {
  const isUnknownOption = error instanceof TypeError && 'code' in error;
  const message = isUnknownOption ? `${error.message}\n\n${usage}` : toAppError(error).message;
  process.stderr.write(`${message.trimEnd()}\n`);
  process.exitCode = 2;
}
