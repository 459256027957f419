import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';

/** The package's binary is for this platform only. */
export const bundledBrowserRunsHere = (platform = process.platform, arch = process.arch): boolean =>
  platform === 'linux' && arch === 'x64';

/** A folder that only we can write to: the temporary folder is everybody's, and what lies in it is going to be executed. */
async function ownFolder(parent: string): Promise<string> {
  const { uid } = userInfo();
  const folder = join(parent, `prospecting-browser-${uid}`);
  await mkdir(folder, { mode: 0o700, recursive: true });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o022) !== 0) {
    throw new Error(`${folder} is not ours alone`);
  }
  return folder;
}

/**
 * Unpacks the browser of `@sparticuz/chromium` once a machine and version and returns its path. The file is written
 * under a name of its own and then moved, so that several processes may do this at once: nobody starts half a file, and
 * nobody writes to one that is running (ETXTBSY).
 */
export async function bundledBrowser(parent: string = tmpdir()): Promise<string> {
  const packageFolder = fileURLToPath(new URL('..', import.meta.resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };

  const folder = await ownFolder(parent);
  const browser = join(folder, `chromium-${version}`);
  if (await stat(browser).catch(() => undefined)) return browser;

  const workFolder = await mkdtemp(join(folder, 'unpacking-'));
  try {
    const unpacked = join(workFolder, 'chromium');
    await pipeline(
      createReadStream(join(packageFolder, 'bin', 'chromium.br')),
      createBrotliDecompress({ chunkSize: 2 ** 20 }),
      createWriteStream(unpacked, { mode: 0o700 }),
    );
    await rename(unpacked, browser);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
  return browser;
}
