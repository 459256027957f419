/**
 * Checks the handwritten answers: `node simulator/gemini/check-answers.ts [slug]`.
 * Exits 1 when a problem was found; notes do not count.
 */
import { existsSync, readdirSync } from 'node:fs';
import { answersFolder, loadAnswers } from './answers.ts';
import { checkAnswers } from './check-answer-file.ts';
import { loadCompanies } from './company-facts.ts';

const [wanted] = process.argv.slice(2);
const slugs = existsSync(answersFolder)
  ? readdirSync(answersFolder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
  : [];
const chosen = slugs.filter((slug) => wanted === undefined || slug === wanted);
if (chosen.length === 0) {
  console.error(`No answers for ${wanted ?? 'any company'} in ${answersFolder}.`);
  process.exit(2);
}

let failed = false;
for (const slug of chosen) {
  const company = loadCompanies().find((candidate) => candidate.slug === slug);
  const answers = loadAnswers(slug);
  if (!company || !answers) {
    console.log(`${slug}: no such company`);
    failed = true;
    continue;
  }
  const { problems, notes } = checkAnswers(company, answers);
  for (const problem of problems) console.log(`${slug}: PROBLEM ${problem}`);
  for (const note of notes) console.log(`${slug}: ${note}`);
  console.log(`${slug}: ${problems.length} problems`);
  failed ||= problems.length > 0;
}
process.exitCode = failed ? 1 : 0;
