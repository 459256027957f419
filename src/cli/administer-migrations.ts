import { type MigrateOptions, migrate } from '../storage/migrations/migrate.ts';
import { migrations } from '../storage/migrations/steps.ts';

/** Does what is missing, and says each step and the level in the end. */
export async function migrateAloud(
  options: Pick<MigrateOptions, 'documents' | 'clock' | 'owner'>,
  say: (line: string) => void,
): Promise<void> {
  const { before, after } = await migrate({
    ...options,
    migrations,
    onWait: () => say('Another process migrates; waiting for it …'),
    onStep: ({ level, what, changed }) => say(`Level ${level}: ${what} (${changed} documents changed)`),
  });
  const own = migrations.at(-1)?.level ?? 0;
  if (after > own) say(`What is stored has level ${after}, this program knows ${own}: nothing to migrate.`);
  else if (before === after) say(`What is stored has level ${after}, the one of this program: nothing to migrate.`);
  else say(`What is stored has level ${after} now.`);
}
