import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Brief } from '../domain/brief.ts';
import { verifiedLine, verifyBrief } from '../pipeline/evidence/verify-brief.ts';

const usage = `Usage: node src/cli/verify.ts report.json

Checks a report again from what it carries: every claim byte for byte in its answer, every source, every sentence.
Prints one line for each violation. Exit codes: 0 none, 1 violations, 2 not a readable report.
`;

/** One line, whatever the text holds. */
const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

async function verify(path: string | undefined): Promise<number> {
  if (path === undefined || path.startsWith('-')) {
    process.stderr.write(usage);
    return 2;
  }
  const brief = await readBrief(path);
  if (typeof brief === 'string') {
    process.stderr.write(`${path}: ${brief}\n`);
    return 2;
  }
  const found = verifyBrief(brief);
  for (const { path: place, check, message, text } of found) {
    process.stdout.write(`${place}: [${check}] ${oneLine(message)} (${oneLine(text).slice(0, 160)})\n`);
  }
  if (found.length === 0) process.stdout.write(`${verifiedLine(brief)}\n`);
  return found.length === 0 ? 0 : 1;
}

/** The report, or in words why there is none. */
async function readBrief(path: string): Promise<Brief | string> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch {
    return 'cannot be read.';
  }
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return 'is not JSON.';
  }
  const parsed = Brief.safeParse(json);
  return parsed.success ? parsed.data : `is not a report:\n${z.prettifyError(parsed.error)}`;
}

process.exitCode = await verify(process.argv[2]);
