import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Reading the text of a PDF takes poppler's pdftotext; where it is missing, tests that need it are skipped visibly. */
export const canReadPdfs: boolean = await run('pdftotext', ['-v']).then(
  () => true,
  () => false,
);

/** The text of each page, white space made even. */
export async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pdf-'));
  try {
    await writeFile(join(folder, 'a.pdf'), pdf);
    const { stdout } = await run('pdftotext', ['-layout', join(folder, 'a.pdf'), '-']);
    const pages = stdout.split('\f').map((page) => page.replace(/\s+/g, ' ').trim());
    return pages.at(-1) === '' ? pages.slice(0, -1) : pages;
  } finally {
    await rm(folder, { recursive: true });
  }
}
