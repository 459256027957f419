import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { WebChange } from './web-changes.ts';

/** Two states of the simulated web: as it was bundled, and an assumed later one in which something has changed. */
export const WebState = z.enum(['first', 'later'], { error: 'SIMULATED_WEB is "first" or "later".' });
export type WebState = z.infer<typeof WebState>;

/** What the environment asks for. Throws a `RangeError` that says what is allowed. */
export function webIn({ SIMULATED_WEB: asked }: NodeJS.ProcessEnv): WebState | undefined {
  const state = WebState.optional().safeParse(asked || undefined);
  if (state.success) return state.data;
  throw new RangeError(state.error.issues[0]?.message, { cause: state.error });
}

/** One company's assumed later state. It is made up, so everything it says is a sample from a reserved domain. */
const LaterState = WebChange.extend({ assumed: z.string().min(1) });

const folder = join(import.meta.dirname, 'later');

/** What the web says of the bundled companies later on, in the order of the files. Throws when a file has another shape. */
export const laterWeb = (): WebChange[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const { assumed: _assumed, ...change } = LaterState.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      return change;
    });
