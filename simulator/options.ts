import { parseArgs } from 'node:util';
import { type WebState, webIn } from './gemini/later-web.ts';

/** What is asked of `npm start`, by arguments and environment. */
interface Options {
  seed?: 'demo';
  web?: WebState;
}

/** Set where the app serves real workspaces; K_SERVICE by Cloud Run itself. */
const ofTheRealApp = ['K_SERVICE', 'SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN', 'SLACK_CLIENT_ID'];

/** Throws a `RangeError` that says what is allowed. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const real = ofTheRealApp.filter((name) => env[name]);
  if (env.BACKEND === 'gcp') real.unshift('BACKEND=gcp');
  if (real.length > 0) {
    throw new RangeError(
      `${real.join(', ')}: that is the configuration of a real installation, and this is a simulated workspace. Start the app with npm run start:embedded, or unset it here.`,
    );
  }
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
