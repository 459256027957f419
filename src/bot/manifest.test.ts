import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { workflowFunction } from './action-ids.ts';
import { eventSubscriptions } from './event-subscriptions.ts';
import { optionalScopes, requiredScopes } from './installations/scopes.ts';
import { installationEvents } from './listeners/installation-events.ts';
import { commands, events, shortcuts } from './listeners/table.ts';
import { methods } from './methods.ts';
import { commandWords } from './parse-command.ts';
import { help } from './views/answers.ts';

const root = join(import.meta.dirname, '..', '..');
const document: unknown = parse(await readFile(join(root, 'manifest.yml'), 'utf8'));
const manifest = z
  .object({
    features: z.object({
      slash_commands: z.array(z.object({ command: z.string(), url: z.string(), usage_hint: z.string() })),
      shortcuts: z.array(z.object({ callback_id: z.string(), type: z.enum(['global', 'message']) })),
    }),
    functions: z.record(z.string(), z.unknown()),
    oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }) }),
    settings: z.object({
      interactivity: z.object({ is_enabled: z.boolean(), request_url: z.string() }),
      event_subscriptions: z.object({ request_url: z.string(), bot_events: z.array(z.string()) }),
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
    const hint = manifest.features.slash_commands[0]?.usage_hint ?? '';
    for (const word of commandWords) {
      expect(hint).toContain(word);
      if (word !== 'help')
        expect(help().text).toMatch(new RegExp(`/prospect .*${word}|, ${word} |, ${word}\\b|or ${word}`));
    }
  });

  it('declares exactly the shortcuts and the workflow step that have listeners', () => {
    expect(manifest.features.shortcuts.map(({ callback_id }) => callback_id).sort()).toEqual(
      Object.keys(shortcuts).sort(),
    );
    expect(Object.keys(manifest.functions)).toEqual([workflowFunction]);
  });

  it('subscribes to exactly the events that are listened to', () => {
    const { request_url, bot_events } = manifest.settings.event_subscriptions;
    expect(new URL(request_url).pathname).toBe('/slack/events');
    expect(bot_events).toEqual(eventSubscriptions.map(({ name }) => name));
    const heard = [...Object.keys(events), ...installationEvents].sort();
    expect([...new Set(bot_events.map((name) => name.split('.')[0]))].sort()).toEqual(heard);
  });

  it('asks for the scopes of the methods and events in use and no others', () => {
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
    expect(bot.toSorted()).toEqual(requiredScopes);
    expect(optional.toSorted()).toEqual(optionalScopes);
  });

  it('lists every method that the code calls', async () => {
    const folder = join(root, 'src', 'bot');
    const files = (await readdir(folder, { recursive: true })).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
    );
    const sources = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
    const calls = sources.flatMap((text) => [...text.matchAll(/\bslack\.(\w+(?:\.\w+)+)\(/g)].map((match) => match[1]));
    expect([...new Set(calls)].sort()).toEqual([...new Set(methods.map(({ name }) => name))].sort());
  });
});
