import { parseArgs } from 'node:util';
import { type WebState, webIn } from '../gemini/later-web.ts';

/** What is asked of `npm start`, by arguments and environment. */
interface Options {
  seed?: 'demo';
  web?: WebState;
}

/** Throws a `RangeError` that says what is allowed. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const seed = seedIn(args);
  const web = webIn(env);
  if (seed !== undefined && seed !== 'demo')
    throw new RangeError(`There is no seed "${seed}". The only one is demo: npm start -- --seed demo`);
  if (seed !== undefined && env.GEMINI_API_KEY)
    throw new RangeError('The demo is made with the simulated Gemini: unset GEMINI_API_KEY for it.');
  return { ...(seed && { seed }), ...(web && { web }) };
}

function seedIn(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { seed: { type: 'string' } } }).values.seed;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new RangeError(`${error.message}\nThe only option is --seed demo: npm start -- --seed demo`, {
      cause: error,
    });
  }
}
