import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { About } from './about.ts';

/** The part of the manifest that a client of Slack shows. */
const Manifest = z.object({
  features: z.object({
    agent_view: z
      .object({ suggested_prompts: z.array(z.object({ title: z.string(), message: z.string() })).default([]) })
      .optional(),
    shortcuts: z
      .array(z.object({ name: z.string(), type: z.enum(['global', 'message']), callback_id: z.string() }))
      .default([]),
    slash_commands: z
      .array(z.object({ command: z.string(), description: z.string(), usage_hint: z.string().default('') }))
      .default([]),
  }),
});

/** What the app's manifest declares for people to use; read anew each time, because it may be under work. */
export async function declared(): Promise<Pick<About, 'commands' | 'shortcuts' | 'prompts'>> {
  const text = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8');
  const { features } = Manifest.parse(parse(text));
  return {
    commands: features.slash_commands.map(({ command, description, usage_hint: usageHint }) => ({
      command,
      description,
      usageHint,
    })),
    shortcuts: features.shortcuts.map(({ name, type, callback_id: callbackId }) => ({ name, type, callbackId })),
    prompts: features.agent_view?.suggested_prompts ?? [],
  };
}
