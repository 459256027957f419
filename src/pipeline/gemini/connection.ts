import type { GoogleGenAI, GoogleGenAIOptions } from '@google/genai';
import { AppError } from '../../domain/errors.ts';

/** Where Gemini is reached: the Developer API with a key, or the enterprise platform with Google's own credentials. */
export interface GeminiConnection {
  apiKey?: string;
  enterprise?: { project: string; location: string };
  /** Another server that speaks the same protocol, such as the simulator. It may need no key. */
  baseUrl?: string;
}

/**
 * The SDK's client, one for all calls, without its own retries and time-out: both are ours (`retrying.ts`, `attempt.ts`).
 * The SDK is loaded when it is first asked for, so that listening does not wait for it.
 * Throws `invalid_configuration` at once when there is neither a key, nor a project, nor another server.
 */
export function connect(connection: GeminiConnection): () => Promise<GoogleGenAI> {
  const options = optionsFor(connection);
  let client: Promise<GoogleGenAI> | undefined;
  return () => {
    client ??= import('@google/genai').then((sdk) => new sdk.GoogleGenAI(options));
    return client;
  };
}

/** Everything is said explicitly, because what is left out the SDK reads from the environment. */
function optionsFor({ apiKey, enterprise, baseUrl }: GeminiConnection): GoogleGenAIOptions {
  const httpOptions = baseUrl === undefined ? {} : { httpOptions: { baseUrl } };
  if (enterprise) {
    return { enterprise: true, project: enterprise.project, location: enterprise.location, ...httpOptions };
  }
  // Without a key the SDK would look for Google credentials and warn on the console.
  const key = apiKey || (baseUrl === undefined ? undefined : 'none');
  if (key === undefined) {
    throw new AppError('invalid_configuration', 'Gemini needs GEMINI_API_KEY, or a Google Cloud project.');
  }
  return { enterprise: false, apiKey: key, ...httpOptions };
}
