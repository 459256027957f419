import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const page = join(import.meta.dirname, 'page');
const sheets = ['base', 'frame', 'conversation', 'text', 'blocks', 'elements', 'inspector', 'narrow'];
let made: Promise<string> | undefined;

/** The page as one script, bundled when it is first asked for; half a second, and nothing is written. */
export function script(): Promise<string> {
  made ??= bundled();
  return made;
}

async function bundled(): Promise<string> {
  const build = await rolldown({
    input: join(page, 'main.tsx'),
    platform: 'browser',
    transform: { jsx: { runtime: 'automatic' }, define: { 'process.env.NODE_ENV': '"production"' } },
  });
  try {
    const { output } = await build.generate({ format: 'esm', minify: true });
    return output[0].code;
  } finally {
    await build.close();
  }
}

/** The style sheets in the order in which they build on each other. */
export async function style(): Promise<string> {
  const parts = await Promise.all(sheets.map((name) => readFile(join(page, 'styles', `${name}.css`), 'utf8')));
  return parts.join('\n');
}

/** The typeface of the page; the package comes with the one-pager's. */
export const typeface = (): Promise<Buffer> =>
  readFile(fileURLToPath(import.meta.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')));
