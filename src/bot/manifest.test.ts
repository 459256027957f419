import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { actions } from './action-ids.ts';
import { clicks, commands } from './listeners/table.ts';
import { methods } from './methods.ts';
import { help } from './views/answers.ts';

const root = join(import.meta.dirname, '..', '..');
const document: unknown = parse(await readFile(join(root, 'manifest.yml'), 'utf8'));
const manifest = z
  .object({
    features: z.object({
      slash_commands: z.array(z.object({ command: z.string(), url: z.string(), usage_hint: z.string() })),
    }),
    oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }) }),
    settings: z.object({
      interactivity: z.object({ is_enabled: z.boolean(), request_url: z.string() }),
      event_subscriptions: z.unknown().optional(),
    }),
  })
  .parse(document);
const { bot, bot_optional: optional } = manifest.oauth_config.scopes;

const schema = process.env.SLACK_MANIFEST_SCHEMA;

describe('manifest.yml', () => {
  it.skipIf(schema === undefined)('is valid against Slack’s schema (SLACK_MANIFEST_SCHEMA)', async () => {
    const ajv = new Ajv.default({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(await readFile(schema ?? '', 'utf8')));
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('declares exactly the commands that have listeners, at the address we serve', () => {
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(Object.keys(commands));
    for (const { url } of manifest.features.slash_commands) expect(new URL(url).pathname).toBe('/slack/events');
    expect(new URL(manifest.settings.interactivity.request_url).pathname).toBe('/slack/events');
  });

  it('hints at the words that help explains', () => {
    const words = manifest.features.slash_commands[0]?.usage_hint.match(/\b(help|status|cancel|about)\b/g);
    for (const word of words ?? []) if (word !== 'help') expect(help().text).toContain(`/prospect ${word}`);
    expect(words).toEqual(['help', 'status', 'cancel', 'about']);
  });

  it('switches interactivity on because there are buttons, and asks for no events', () => {
    expect(Object.keys(clicks).sort()).toEqual(Object.values(actions).sort());
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
    expect(manifest.settings.event_subscriptions).toBeUndefined();
  });

  it('asks for the scopes of the methods in use and no others', () => {
    const needed = methods.filter((method) => !method.optional).flatMap(({ scopes }) => scopes);
    const useful = methods.filter((method) => method.optional).flatMap(({ scopes }) => scopes);
    expect(bot.toSorted()).toEqual([...new Set(['commands', ...needed])].sort());
    expect(optional.toSorted()).toEqual([...new Set(useful)].sort());
  });

  it('lists every method that the code calls', async () => {
    const folder = join(root, 'src', 'bot');
    const files = (await readdir(folder, { recursive: true })).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
    );
    const sources = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
    const calls = sources.flatMap((text) => [...text.matchAll(/\bslack\.(\w+\.\w+)\(/g)].map((match) => match[1]));
    expect([...new Set(calls)].sort()).toEqual(methods.map(({ name }) => name).sort());
  });
});
