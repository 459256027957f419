import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { installScopes } from './scopes.ts';

it('asks for the scopes of manifest.yml, required and optional', () => {
  const manifest = parse(readFileSync(join(import.meta.dirname, '..', '..', '..', 'manifest.yml'), 'utf8'));
  const { bot, bot_optional: optional = [] } = manifest.oauth_config.scopes;
  expect([...installScopes]).toEqual([...new Set([...bot, ...optional])].sort());
});
