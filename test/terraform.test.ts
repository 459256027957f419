import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AdminConfig, BotConfig, readConfig, variables, WorkerConfig } from '../src/config.ts';
import { Indexes } from './harness/query-shapes.ts';
import { assigned, blocksOf, grantsOf, namesIn, readTerraform, textsIn } from './harness/terraform.ts';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const terraform = readTerraform();
const without = (text: string, type: string, name: string): string => {
  const start = text.indexOf(`resource "${type}" "${name}" {`);
  expect(start).toBeGreaterThan(0);
  return text.slice(0, start) + text.slice(text.indexOf('\n}', start) + 2);
};

describe('grants', () => {
  const lines = (text: string) =>
    grantsOf(text)
      .map(({ resource, role, member }) => `${member === 'allUsers' ? 'everybody' : member} ${role} ${resource}`)
      .sort();
  const table = [...read('terraform/README.md').matchAll(/^\| (\w+) \| `([\w/.]+)` \| .* \| `([\w.]+)` \|$/gm)]
    .map(([, who, role, resource]) => `${who} ${role} ${resource}`)
    .sort();

  it('are those of the table', () => {
    expect(table.length).toBeGreaterThan(20);
    expect(lines(terraform)).toEqual(table);
  });

  it.each(grantsOf(terraform).map(({ resource }) => resource))('would be missed: %s', (resource) => {
    const [type = '', name = ''] = resource.split('.');
    expect(lines(without(terraform, type, name))).not.toEqual(table);
  });

  it('let everybody in at one place', () => {
    expect(terraform.match(/allUsers|allAuthenticatedUsers/g)).toHaveLength(1);
    expect(terraform).not.toMatch(
      /INGRESS_TRAFFIC_ALL[\s\S]*INGRESS_TRAFFIC_ALL|roles\/(owner|editor)"|\.admin"(?<!scanning\.admin")/,
    );
  });
});

describe('variables of the processes', () => {
  const settings = ['storage', 'slack', 'model'].map(
    (kind) => [kind, namesIn(assigned(terraform, `${kind}_variables`))] as const,
  );
  const [storage, slack, model] = settings.map(([, names]) => names);
  const own = (process: string) => namesIn(assigned(terraform, `${process}_variables`));
  const secrets = assigned(terraform, 'slack_secrets');
  const secretsOf = (workspaces: 'one' | 'many', process: 'bot' | 'worker') => {
    const [before = '', after = ''] = secrets.split(/ many\s+= /);
    const list = new RegExp(`${process}\\s+= \\[([^\\]]*)\\]`).exec(workspaces === 'one' ? before : after)?.[1];
    return textsIn(list ?? '');
  };
  const modelSecrets = textsIn(assigned(terraform, 'model_secrets'));

  /** What a process is given: by name; values are made up, of the right kind. */
  const environment = (...names: (readonly string[] | undefined)[]) =>
    Object.fromEntries(names.flatMap((list) => list ?? []).map((name) => [name, samples[name] ?? 'sample']));
  const samples: Record<string, string> = {
    BACKEND: 'gcp',
    GOOGLE_GENAI_USE_ENTERPRISE: 'true',
    PUBLIC_URL: 'https://bot.example.com',
    PUBSUB_DELIVERY: 'push',
    PUSH_SERVICE_ACCOUNT: 'push@project.iam.gserviceaccount.com',
    SCHEDULER_SERVICE_ACCOUNT: 'scheduler@project.iam.gserviceaccount.com',
    SLACK_BOT_TOKEN: 'xoxb-sample',
    SLACK_STATE_SECRET: 'a-secret-long-enough',
    TOKEN_ENCRYPTION_KEY: `k1:${Buffer.alloc(32).toString('base64')}`,
  };

  it('are known', () => {
    const all = [storage, slack, model, own('bot'), own('worker'), modelSecrets, textsIn(secrets)].flatMap(
      (names) => names ?? [],
    );
    expect(all).toEqual(
      expect.arrayContaining([
        'BACKEND',
        'SLACK_CLIENT_ID',
        'GOOGLE_CLOUD_LOCATION',
        'PUBLIC_URL',
        'PUSH_AUDIENCE',
        'GEMINI_API_KEY',
        'SLACK_SIGNING_SECRET',
      ]),
    );
    expect(all.filter((name) => !(name in variables))).toEqual([]);
  });

  it('that are secrets come from Secret Manager alone', () => {
    const plain = [storage, slack, model, own('bot'), own('worker')].flatMap((names) => names ?? []);
    expect(plain.filter((name) => /(TOKEN|SECRET|KEY)$/.test(name))).toEqual([]);
    const all = Object.keys(variables).filter((name) => /(TOKEN|SECRET|KEY)$/.test(name));
    // Socket Mode is for one process on one machine.
    expect([...new Set([...textsIn(secrets), ...modelSecrets, 'SLACK_APP_TOKEN'])].sort()).toEqual(all.sort());
    expect(terraform).not.toContain('google_secret_manager_secret_version');
  });

  it.each(['one', 'many'] as const)('are enough to start, with %s workspace(s)', (workspaces) => {
    const client = workspaces === 'many' ? slack : [];
    const bot = environment(storage, client, own('bot'), secretsOf(workspaces, 'bot'));
    const worker = environment(storage, client, model, own('worker'), secretsOf(workspaces, 'worker'));
    expect(() => readConfig(BotConfig, bot)).not.toThrow();
    expect(() => readConfig(WorkerConfig, worker)).not.toThrow();
    expect(() => readConfig(AdminConfig, environment(storage, model))).not.toThrow();
    const { GOOGLE_GENAI_USE_ENTERPRISE: _, ...byKey } = { ...worker, ...environment(modelSecrets) };
    expect(() => readConfig(WorkerConfig, byKey)).not.toThrow();
    for (const secret of [...secretsOf(workspaces, 'worker'), 'GCS_BUCKET', 'PUBSUB_TOPIC', 'PUSH_AUDIENCE']) {
      expect(() => readConfig(WorkerConfig, { ...worker, [secret]: '' })).toThrow(secret);
    }
    for (const secret of secretsOf(workspaces, 'bot')) {
      expect(() => readConfig(BotConfig, { ...bot, [secret]: '' })).toThrow(secret);
    }
  });
});

describe('indexes', () => {
  const { composite, vector, unindexed, ttl } = Indexes.parse(JSON.parse(read('src/storage/gcp/indexes.json')));

  const made = (text: string) =>
    blocksOf(text)
      .filter(({ labels: [type = ''] }) => /^google_firestore_(index|field)$/.test(type))
      .map(({ labels, body }) => [labels[1], /for_each\s+= local\.(\w+)/.exec(body)?.[1]]);

  it('are made from the list that queries are held against, and from nothing else', () => {
    expect(terraform).toMatch(
      /indexes = jsondecode\(file\("\$\{path\.module\}\/\.\.\/src\/storage\/gcp\/indexes\.json"\)\)/,
    );
    expect(made(terraform)).toEqual([
      ['composite', 'composite_indexes'],
      ['vector', 'vector_indexes'],
      ['unindexed', 'unindexed_fields'],
      ['expiring', 'expiring_fields'],
    ]);
    expect(made(without(terraform, 'google_firestore_index', 'vector'))).toHaveLength(3);
    expect([composite, vector, unindexed, ttl].map(({ length }) => length > 0)).toEqual([true, true, true, true]);
  });

  it('are no more than a database may have', () => {
    // https://firebase.google.com/docs/firestore/quotas#indexes
    expect(composite.length + vector.length).toBeLessThanOrEqual(1000);
    expect(unindexed.length).toBeLessThanOrEqual(1000);
    expect(Math.max(...vector.map(({ dimension }) => dimension))).toBeLessThanOrEqual(2048);
  });
});

describe('alerts and figures', () => {
  const sources = ['src/bot', 'src/pipeline', 'src/worker']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map(read)
    .join('\n');
  const logged = (message: string) => sources.includes(`'${message}'`);

  it('read messages that are logged, word for word', () => {
    const named = [...terraform.matchAll(/jsonPayload\.message=\\"([^"\\]+)\\"/g)].map(([, message]) => message ?? '');
    const list = [...assigned(terraform, 'slack_failures').matchAll(/"([^"]+)"/g)].map(([, message]) => message ?? '');
    expect(named).toEqual(expect.arrayContaining(['run ended', 'stage failed']));
    expect(list.length).toBeGreaterThan(5);
    expect([...named, ...list].filter((message) => !logged(message))).toEqual([]);
    expect(logged('a message that nobody logs')).toBe(false);
  });

  it('read fields that the line about a run has', () => {
    const line = /function noteEnd[\s\S]*?'run ended'/.exec(read('src/pipeline/run-job.ts'))?.[0] ?? '';
    const fields = [...terraform.matchAll(/EXTRACT\(jsonPayload\.(\w+)\)|field = "(\w+)"/g)].flatMap(
      ([, a, b]) => a ?? b ?? [],
    );
    expect(fields).toEqual(expect.arrayContaining(['status', 'mode', 'seconds', 'costUsd', 'searches']));
    expect(fields.filter((field) => !line.includes(`${field}:`))).toEqual([]);
  });

  it('each have a section of the runbook', () => {
    const titles = [
      ...[...assigned(terraform, 'alerts').matchAll(/^ {4}"([^"]+)" = \{$/gm)].map(([, title]) => title ?? ''),
      ...[...terraform.matchAll(/^ {4}display_name = "([A-Z][^"]+)"$/gm)].map(([, title]) => title ?? ''),
    ];
    expect(titles.length).toBeGreaterThan(9);
    const [, alerts = ''] = read('docs/runbook.md').split(/^## .*$/m);
    const sections = [...alerts.matchAll(/^### (.+)$/gm)].map(([, title]) => title ?? '');
    expect(sections.sort()).toEqual(titles.sort());
  });
});
