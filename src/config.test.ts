import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BotConfig, EmbeddedConfig, readConfig, TerminalConfig, variables, WorkerConfig } from './config.ts';

const whole = { SLACK_SIGNING_SECRET: 's', SLACK_BOT_TOKEN: 'xoxb-1', GEMINI_API_KEY: 'k' };

describe('readConfig', () => {
  it('fills what has a default', () => {
    expect(readConfig(EmbeddedConfig, whole)).toMatchObject({
      PORT: 3000,
      DATA_DIR: '.data',
      SLACK_API_URL: 'https://slack.com/api/',
      ALLOWED_TEAMS: [],
    });
  });

  it('names every problem at once, and no value', () => {
    const broken = { PORT: 'many', SLACK_BOT_TOKEN: 'secret-value', GEMINI_CONCURRENCY: '0' };
    expect(() => readConfig(EmbeddedConfig, broken)).toThrow(/PORT[\s\S]*SLACK_SIGNING_SECRET: missing/);
    expect(() => readConfig(EmbeddedConfig, broken)).toThrow(/GEMINI_API_KEY: missing/);
    expect(() => readConfig(EmbeddedConfig, broken)).not.toThrow(/secret-value/);
  });

  it('needs a key or a project for Gemini', () => {
    expect(() => readConfig(TerminalConfig, {})).toThrow('GEMINI_API_KEY');
    expect(() => readConfig(TerminalConfig, { GOOGLE_GENAI_USE_ENTERPRISE: 'true' })).toThrow('GOOGLE_CLOUD_PROJECT');
    expect(
      readConfig(TerminalConfig, { GOOGLE_GENAI_USE_ENTERPRISE: 'true', GOOGLE_CLOUD_PROJECT: 'p' }),
    ).toMatchObject({ GOOGLE_CLOUD_LOCATION: 'global' });
    const vertex = { GEMINI_API_KEY: 'k', EMBEDDINGS: 'vertex' };
    expect(() => readConfig(TerminalConfig, vertex)).toThrow('GOOGLE_CLOUD_PROJECT: needed with EMBEDDINGS=vertex');
  });

  it('takes an empty variable as missing', () => {
    expect(() => readConfig(EmbeddedConfig, { ...whole, GEMINI_API_KEY: '' })).toThrow('GEMINI_API_KEY: missing');
  });

  it('splits lists', () => {
    expect(readConfig(EmbeddedConfig, { ...whole, ALLOWED_TEAMS: 'T1, T2', GEMINI_MODELS_FAST: 'a,b' })).toMatchObject({
      ALLOWED_TEAMS: ['T1', 'T2'],
      GEMINI_MODELS_FAST: ['a', 'b'],
    });
  });
});

describe('Slack', () => {
  const key = Buffer.alloc(32, 7).toString('base64');
  const many = {
    SLACK_SIGNING_SECRET: 's',
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'c',
    SLACK_STATE_SECRET: 'a-long-random-text',
    TOKEN_ENCRYPTION_KEY: `new:${key},old:${key}`,
    GEMINI_API_KEY: 'k',
  };
  const problemsOf = (env: Record<string, string>) => {
    try {
      readConfig(EmbeddedConfig, env);
      return '';
    } catch (error) {
      return String(error);
    }
  };

  it('takes the token of one workspace, or everything for many', () => {
    expect(readConfig(EmbeddedConfig, many).TOKEN_ENCRYPTION_KEY?.map(({ id }) => id)).toEqual(['new', 'old']);
    const both = problemsOf({ ...whole, ...many });
    expect(both.match(/not together with SLACK_BOT_TOKEN/g)).toHaveLength(4);
    const { SLACK_BOT_TOKEN: _, ...neither } = whole;
    expect(problemsOf(neither)).toContain('SLACK_BOT_TOKEN: missing (or, for many workspaces, set SLACK_CLIENT_ID');
    const some = problemsOf({ ...neither, SLACK_CLIENT_ID: '1.2' });
    for (const name of ['SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'TOKEN_ENCRYPTION_KEY']) {
      expect(some).toContain(`${name}: missing`);
    }
  });

  it('needs a signing secret, unless a socket is opened', () => {
    const { SLACK_SIGNING_SECRET: _, ...unsigned } = whole;
    expect(problemsOf(unsigned)).toContain('SLACK_SIGNING_SECRET: missing');
    expect(problemsOf({ ...unsigned, SLACK_APP_TOKEN: 'xapp-1' })).toBe('');
  });

  it.each([
    ['a short key', `k:${Buffer.alloc(16).toString('base64')}`],
    ['no id', key],
    ['the same id twice', `k:${key},k:${key}`],
    ['what is no base64', `k:${'!'.repeat(44)}`],
    ['an empty part', `k:${key},`],
  ])('refuses %s as an encryption key, without showing it', (_, text) => {
    const problems = problemsOf({ ...many, TOKEN_ENCRYPTION_KEY: text });
    expect(problems).toMatch(/TOKEN_ENCRYPTION_KEY: is no list of id:key/);
    expect(problems).not.toContain(text);
  });
});

describe('the two services', () => {
  const bot = {
    BACKEND: 'gcp',
    GOOGLE_CLOUD_PROJECT: 'p',
    GCS_BUCKET: 'files',
    PUBSUB_TOPIC: 'jobs',
    SLACK_SIGNING_SECRET: 's',
    SLACK_BOT_TOKEN: 'xoxb-1',
  };
  const { SLACK_SIGNING_SECRET: _, ...shared } = bot;
  const worker = { ...shared, GEMINI_API_KEY: 'k', PUSH_AUDIENCE: 'a', PUSH_SERVICE_ACCOUNT: 'push@example.com' };
  const emulators = { FIRESTORE_EMULATOR_HOST: '127.0.0.1:1', PUBSUB_EMULATOR_HOST: '127.0.0.1:2' };
  const problemsOf = (schema: typeof BotConfig | typeof WorkerConfig, env: Record<string, string>) => {
    try {
      readConfig(schema, env);
      return [];
    } catch (error) {
      return String(error).split('\n  ').slice(1);
    }
  };

  it('demand only what they need', () => {
    expect(problemsOf(BotConfig, bot)).toEqual([]);
    expect(problemsOf(WorkerConfig, worker)).toEqual([]);
  });

  it('name everything that is missing', () => {
    expect(problemsOf(BotConfig, {}).join()).toMatch(/BACKEND: .*PROJECT: .*GCS_BUCKET: .*PUBSUB_TOPIC: .*SIGNING/);
    const named = problemsOf(WorkerConfig, { BACKEND: 'gcp', PUBSUB_DELIVERY: 'pull' });
    expect(named.map((problem) => problem.split(':')[0])).toEqual([
      'GEMINI_API_KEY',
      'SLACK_BOT_TOKEN',
      'GOOGLE_CLOUD_PROJECT',
      'GCS_BUCKET',
      'PUBSUB_TOPIC',
      'PUSH_AUDIENCE',
      'PUSH_SERVICE_ACCOUNT',
      'PUBSUB_SUBSCRIPTION',
    ]);
  });

  it('do not work without Google Cloud, nor over a socket', () => {
    expect(problemsOf(BotConfig, { ...bot, BACKEND: 'embedded' })).toEqual([expect.stringContaining('BACKEND')]);
    expect(problemsOf(BotConfig, { ...bot, SLACK_APP_TOKEN: 'xapp-1' })).toEqual([
      expect.stringContaining('APP_TOKEN'),
    ]);
  });

  it.each([
    ['SLACK_API_URL', 'http://slack.example.com/api/'],
    ['SLACK_API_URL', 'https://localhost/api/'],
    ['PUBLIC_URL', 'http://prospector.example.com'],
    ['GCS_API_ENDPOINT', 'https://127.0.0.1:4443'],
    ['GCS_API_ENDPOINT', 'https://[::1]:4443'],
    ['OIDC_CERTS_URL', 'http://certs.example.com'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://collector.example.com:4318'],
    ['GOOGLE_GEMINI_BASE_URL', 'https://127.1.2.3/'],
  ])('refuse %s=%s, unless there are emulators', (name, value) => {
    expect(problemsOf(WorkerConfig, { ...worker, [name]: value })).toEqual([expect.stringContaining(name)]);
    expect(problemsOf(WorkerConfig, { ...worker, ...emulators, [name]: value })).toEqual([]);
  });

  it('may have a collector of metrics beside them', () => {
    const sidecar = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' };
    expect(problemsOf(WorkerConfig, { ...worker, ...sidecar })).toEqual([]);
  });

  it('take both emulators or none', () => {
    const one = { ...bot, PUBSUB_EMULATOR_HOST: '127.0.0.1:2' };
    expect(problemsOf(BotConfig, one)).toEqual([expect.stringContaining('FIRESTORE_EMULATOR_HOST')]);
  });
});

describe('the table in the README', () => {
  it('has every variable with its meaning, and no other', () => {
    const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (.+?) \| (.*?) \|$/gm)].map((match) => [match[1], match[2]]);
    const expected = Object.entries(variables).map(([name, schema]) => [name, schema.description]);
    expect(rows).toEqual(expected);
  });
});
