import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { parseArgs } from 'node:util';
import { newId, systemClock } from '../clock.ts';
import { composeEmbeddings, composeStorage } from '../compose.ts';
import { composeGcp } from '../compose-gcp.ts';
import { AdminConfig, type AdminConfig as Config, readConfig } from '../config.ts';
import { AppError, toAppError } from '../domain/errors.ts';
import type { Queue } from '../domain/ports/queue.ts';
import { fillTemplate } from '../domain/prompt-template.ts';
import { createLog } from '../log.ts';
import { moveVectors } from '../pipeline/context/move-vectors.ts';
import { letterLines, replayLetters } from './administer-letters.ts';
import { migrateAloud } from './administer-migrations.ts';
import { deleteTeam, exportTeam } from './administer-teams.ts';

const usage = `Administration from the command line.

  npm run admin -- re-embed [--team T]
      Gives every memory that another embedder made a vector of the configured one (EMBEDDINGS). May be stopped and begun again.
      Without --team: the teams of ALLOWED_TEAMS and the terminal.
  npm run admin -- template --name "Name" --file text [--note why] [--team T]
      Stores the text as a new prompt template, or as the new default version of the one of that name, and shows it filled.
      Placeholders: {{company}} {{domain}} {{vertical}} {{focus}} {{seller}} {{today}}
  npm run admin -- migrate
      Brings what is stored to the level of this program; run before every deployment, as often as you like. May be
      stopped and begun again; a second one waits for the first.
  npm run admin -- dead-letters
      Lists the work that was given up after JOB_ATTEMPTS failures, the oldest first.
  npm run admin -- replay <letter> | --all
      Begins it again: a failed run gets another attempt, which keeps what was found.
  npm run admin -- export-team T --out folder
      Writes every document of a workspace as JSON lines, and its files. Tokens are left out.
  npm run admin -- delete-team T --yes
      Deletes everything of a workspace: documents, files, vectors, tokens. What is in Slack stays there.
`;

/** The terminal's runs lie in a folder of their own. */
const terminal = 'terminal';
const batch = 50;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

type Storage = Pick<ReturnType<typeof composeStorage>, 'documents' | 'repositories' | 'files' | 'close'> & {
  queue: Queue;
};

async function withStorage<T>(config: Config, team: string, work: (storage: Storage) => Promise<T>): Promise<T> {
  const log = createLog('fatal');
  const storage: Storage =
    config.BACKEND === 'gcp'
      ? composeGcp(config, log)
      : composeStorage(config, log, team === terminal ? terminal : '.');
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

async function reembed(config: Config, teams: readonly string[], signal: AbortSignal): Promise<void> {
  const embeddings = composeEmbeddings(config, createLog('fatal'));
  for (const team of teams) {
    await withStorage(config, team, async ({ repositories: { memory } }) => {
      const moved = await moveVectors({
        memory,
        embeddings,
        team,
        batch,
        limit: Number.MAX_SAFE_INTEGER,
        signal,
        onBatch: (sofar) => say(`${team}: ${sofar} …`),
      });
      say(`${team}: ${moved} moved to ${embeddings.model} (${embeddings.dimension} dimensions)`);
    });
  }
}

interface TemplateArguments {
  name: string;
  file: string;
  note: string;
}

async function saveTemplate(config: Config, team: string, { name, file, note }: TemplateArguments): Promise<void> {
  const content = await readFile(file, 'utf8');
  await withStorage(config, team, async ({ repositories: { templates, settings } }) => {
    const version = { content, author: team, note };
    const known = (await templates.list(team)).find((one) => one.name.toLowerCase() === name.toLowerCase());
    const saved = known
      ? await templates.addVersion(team, known.id, version, { makeDefault: true })
      : await templates.create(team, { name, ...version });
    const { name: seller } = await settings.seller(team);
    say(`${saved.name}, version ${saved.versions.length}. A run on Acme would be told:\n`);
    say(fillTemplate(content, { company: 'Acme (acme.com)', domain: 'acme.com', vertical: 'Retail', seller }));
  });
}

const migrateStored = (config: Config): Promise<void> =>
  withStorage(config, '.', async ({ documents }) => {
    const owner = `${hostname()}-${process.pid}-${newId()}`;
    await migrateAloud({ documents, clock: systemClock, owner }, say);
  });

const sayLetters = (config: Config): Promise<void> =>
  withStorage(config, '.', async (storage) => {
    const lines = await letterLines(storage);
    for (const line of lines) say(line);
    if (lines.length === 0) say('Nothing was given up.');
  });

const exportNamed = (config: Config, team: string, out: string): Promise<void> =>
  withStorage(config, team, async (storage) => {
    const { documents, files } = await exportTeam(storage, team, out);
    say(`${team}: ${documents} documents and ${files} files written to ${out}`);
  });

const deleteNamed = (config: Config, team: string): Promise<void> =>
  withStorage(config, team, async (storage) => {
    say(`${team}: ${await deleteTeam(storage, team)} documents deleted, and all files`);
  });

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      team: { type: 'string' },
      name: { type: 'string' },
      file: { type: 'string' },
      note: { type: 'string', default: '' },
      out: { type: 'string' },
      all: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
  });
  const config = readConfig(AdminConfig, process.env);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const [act, subject, ...more] = positionals;
  if (more.length > 0) throw new AppError('invalid_input', `What is ${more.join(' ')}?`);
  switch (act) {
    case 'migrate':
      return migrateStored(config);
    case 'dead-letters':
      return sayLetters(config);
    case 'replay':
      if (subject === undefined && !values.all) throw new AppError('invalid_input', 'Name the letter, or give --all.');
      return withStorage(config, '.', async (storage) => {
        for (const line of await replayLetters(storage, subject === undefined ? 'all' : { letter: subject })) say(line);
      });
    case 'export-team':
      if (subject === undefined || values.out === undefined)
        throw new AppError('invalid_input', 'Name the workspace, and the folder with --out.');
      return exportNamed(config, subject, values.out);
    case 'delete-team':
      if (subject === undefined) throw new AppError('invalid_input', 'Name the workspace.');
      if (!values.yes)
        throw new AppError('invalid_input', `Everything of ${subject} would be deleted for good. Give --yes to do so.`);
      return deleteNamed(config, subject);
    case 're-embed':
      return reembed(
        config,
        values.team === undefined ? [...config.ALLOWED_TEAMS, terminal] : [values.team],
        stop.signal,
      );
    case 'template':
      if (values.name === undefined || values.file === undefined)
        throw new AppError('invalid_input', 'Give --name and --file.');
      return saveTemplate(config, values.team ?? terminal, { name: values.name, file: values.file, note: values.note });
    default:
      throw new AppError('invalid_input', 'Say what to do.');
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const known =
    error instanceof TypeError && 'code' in error ? new AppError('invalid_input', error.message) : toAppError(error);
  const asked = known.code === 'invalid_input';
  process.stderr.write(`${known.message}\n${asked ? `\n${usage}` : ''}`);
  process.exitCode = asked || known.code === 'invalid_configuration' ? 2 : 1;
}
