import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EmbeddedConfig, readConfig, TerminalConfig, variables } from './config.ts';

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

describe('the table in the README', () => {
  it('has every variable with its meaning, and no other', () => {
    const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (.+?) \| (.*?) \|$/gm)].map((match) => [match[1], match[2]]);
    const expected = Object.entries(variables).map(([name, schema]) => [name, schema.description]);
    expect(rows).toEqual(expected);
  });
});
