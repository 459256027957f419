import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { composeEmbeddings, composeStorage } from '../compose.ts';
import { AdminConfig, type AdminConfig as Config, readConfig } from '../config.ts';
import { AppError, toAppError } from '../domain/errors.ts';
import { fillTemplate } from '../domain/prompt-template.ts';
import { createLog } from '../log.ts';
import { moveVectors } from '../pipeline/context/move-vectors.ts';

const usage = `Administration from the command line.

  npm run admin -- re-embed [--team T]
      Gives every memory that another embedder made a vector of the configured one (EMBEDDINGS). May be stopped and begun again.
      Without --team: the teams of ALLOWED_TEAMS and the terminal.
  npm run admin -- template --name "Name" --file text [--note why] [--team T]
      Stores the text as a new prompt template, or as the new default version of the one of that name, and shows it filled.
      Placeholders: {{company}} {{domain}} {{vertical}} {{focus}} {{seller}} {{today}}
`;

/** The terminal's runs lie in a folder of their own. */
const terminal = 'terminal';
const batch = 50;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

type Storage = ReturnType<typeof composeStorage>;

async function withStorage<T>(config: Config, team: string, work: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = composeStorage(config, createLog('fatal'), team === terminal ? terminal : '.');
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

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      team: { type: 'string' },
      name: { type: 'string' },
      file: { type: 'string' },
      note: { type: 'string', default: '' },
    },
  });
  const config = readConfig(AdminConfig, process.env);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  switch (positionals.join(' ')) {
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
