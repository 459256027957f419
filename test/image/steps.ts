import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildContext, instructionsOf } from '../harness/build-context.ts';

/**
 * The steps of the Dockerfile in a plain folder, for machines without Docker: what .dockerignore lets through, installed
 * for production by the lockfile, the browser unpacked, both started as an ordinary user. Needs Linux on x64 and npm's
 * cache or registry; run as root it changes to another user, as the image does. `npm run image-steps`
 */
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: nobody, gid: nobody } : {};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

class Skipped extends Error {}

async function copyContext(to: string): Promise<void> {
  const files = buildContext(root);
  for (const file of files) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await copyFile(join(root, file), join(to, file));
  }
  say(`copied ${files.length} files`);
}

/** A RUN of the Dockerfile, word for word but for where the browser goes and what its user is called here. */
async function runStep(folder: string, what: string): Promise<void> {
  const steps = instructionsOf(await readFile(join(root, 'Dockerfile'), 'utf8'));
  const command = steps.find(({ name, text }) => name === 'RUN' && text.includes(what))?.text;
  if (command === undefined) throw new Error(`no RUN with ${what} in the Dockerfile`);
  const { status, stderr } = spawnSync('sh', ['-c', inFolder(command, folder)], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      TMPDIR: dirname(folder),
      npm_config_prefer_offline: 'true',
    },
  });
  if (status !== 0 && /ENOTFOUND|ENOTCACHED|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT/.test(stderr)) {
    throw new Skipped('no registry here, and the cache has not everything');
  }
  if (status !== 0) throw new Error(stderr);
}

const inFolder = (command: string, folder: string): string =>
  command
    .replaceAll('/opt/chromium', `${folder}/chromium`)
    .replace('-o node ', `-o ${nobody} `)
    .replace('--reuid=node --regid=node', `--reuid=${nobody} --regid=${nobody}`);

async function install(folder: string): Promise<void> {
  await runStep(folder, 'npm ci');
  const { status: withTests } = spawnSync(process.execPath, ['-e', "require.resolve('vitest')"], { cwd: folder });
  if (withTests === 0) throw new Error('packages for development were installed');
  say(`installed for production, ${await megabytes(join(folder, 'node_modules'))} MB`);
}

async function unpackBrowser(folder: string): Promise<string> {
  const launch = join(folder, 'chromium', 'launch');
  const script = await readFile(join(folder, 'scripts/chromium.sh'), 'utf8');
  await mkdir(join(folder, 'chromium'));
  await writeFile(launch, script.replaceAll('/opt/chromium/', `${folder}/chromium/`));
  await runStep(folder, 'bundledBrowser');
  say(`unpacked the browser, ${await megabytes(join(folder, 'chromium'))} MB`);
  return launch;
}

/** What the image has compiled is taken by its user; nothing of it is his. */
async function compileAhead(folder: string): Promise<void> {
  if (!isRoot) return say('not root: nothing is compiled ahead');
  await runStep(folder, '.cache/compiled');
  const child = start(folder, ['src/start-bot.ts'], { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child, 'close');
  const count = (words: RegExp) => said.match(words)?.length ?? 0;
  const [taken, refused] = [count(/ was accepted/g), count(/ was rejected/g)];
  if (taken < 300 || refused > 0) throw new Error(`compiled ahead: ${taken} taken, ${refused} refused`);
  say(`compiled ${taken} modules ahead, ${await megabytes(join(folder, 'node_modules/.cache'))} MB`);
}

async function megabytes(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((one) => one.isFile())
    .map(async (one) => (await stat(join(one.parentPath, one.name))).size);
  return Math.round((await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1e6);
}

/** Knows its environment and nothing else; /tmp is all it may write to. */
const start = (folder: string, args: readonly string[], env: Record<string, string>) =>
  spawn(process.execPath, args, {
    cwd: folder,
    ...identity,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/tmp', NODE_ENV: 'production', ...env },
  });

async function answersReady(folder: string, data: string): Promise<void> {
  const bot = start(folder, ['src/start-embedded.ts'], {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: data,
    SLACK_SIGNING_SECRET: 'not used',
    SLACK_BOT_TOKEN: 'xoxb-not-used',
    GEMINI_API_KEY: 'not used',
  });
  try {
    let said = '';
    bot.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    for await (const line of createInterface({ input: bot.stdout })) {
      const port = /"port":(\d+).*"bot listens"/.exec(line)?.[1];
      if (port === undefined) continue;
      bot.stdout.resume();
      const answer = await fetch(`http://127.0.0.1:${port}/ready`);
      if (answer.status !== 200) throw new Error(`/ready answers ${answer.status}`);
      say(`started as user ${identity.uid ?? process.getuid?.()}, /ready: ${await answer.text()}`);
      return;
    }
    throw new Error(`did not start: ${said}`);
  } finally {
    bot.kill('SIGKILL');
  }
}

/** The starts of the cloud get as far as their configuration, and name what is missing. */
async function namesWhatIsMissing(folder: string, file: string): Promise<void> {
  const child = start(folder, [file], {});
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 1 || !said.includes('GCS_BUCKET: missing'))
    throw new Error(`${file} ended with ${String(code)}: ${said}`);
  say(`${file} names what is missing`);
}

const printed = `
  const { createPrinter } = await import('./src/render/chromium/printer.ts');
  const printer = createPrinter({ chromePath: process.env.CHROME_PATH, log: console });
  const html = '<!doctype html><meta charset="utf-8"><h1>Ørsted 東京 Αθήνα</h1>';
  const { pdf, pages } = await printer.session((print) => print(html), AbortSignal.timeout(60000));
  await printer.close();
  console.log('PDF', pages, pdf.length, Buffer.from(pdf.subarray(0, 5)).toString());
`;

async function rendersPdf(folder: string, launch: string): Promise<void> {
  const child = start(folder, ['--input-type=module', '-e', printed], { CHROME_PATH: launch });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  await new Promise((resolve) => child.once('close', resolve));
  if (!/PDF 1 \d{4,} %PDF-/.test(said)) throw new Error(`no PDF: ${said}`);
  say(`rendered a PDF of ${/PDF 1 (\d+)/.exec(said)?.[1]} bytes`);
}

const work = await mkdtemp(join(tmpdir(), 'image-'));
try {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Skipped('the image is for Linux on x64');
  const folder = join(work, 'app');
  const data = join(work, 'data');
  await mkdir(folder);
  await mkdir(data);
  spawnSync('chmod', ['755', work]);
  spawnSync('chmod', ['777', data]);
  await copyContext(folder);
  await install(folder);
  const launch = await unpackBrowser(folder);
  spawnSync('chmod', ['-R', 'go+rX', folder]);
  await compileAhead(folder);
  await answersReady(folder, data);
  for (const file of ['src/start-bot.ts', 'src/start-worker.ts']) await namesWhatIsMissing(folder, file);
  await rendersPdf(folder, launch);
} catch (error) {
  if (error instanceof Skipped) say(`skipped: ${error.message}`);
  else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
} finally {
  await rm(work, { recursive: true, force: true });
}
