import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const Manifest = z.object({
  oauth_config: z.object({
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()).default([]) }),
  }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
});

/** What Slack knows of the app from its manifest: the events it subscribes to and the scopes it is granted. */
export function readManifest(): { events: string[]; scopes: string[] } {
  const text = readFileSync(join(import.meta.dirname, '..', 'manifest.yml'), 'utf8');
  const { oauth_config, settings } = Manifest.parse(parse(text));
  const { bot, bot_optional: optional } = oauth_config.scopes;
  return { events: settings.event_subscriptions.bot_events, scopes: [...bot, ...optional] };
}
