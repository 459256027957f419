import { GoogleGenAI } from '@google/genai';
import { AppError } from '../../domain/errors.ts';

/** Where Gemini is reached: the Developer API with a key, or the enterprise platform with Google's own credentials. */
export interface GeminiConnection {
  apiKey?: string;
  enterprise?: { project: string; location: string };
  /** Another server that speaks the same protocol, such as the simulator. It may need no key. */
  baseUrl?: string;
}

/**
 * The SDK's client, without its own retries and time-out: both are ours (`retrying.ts`, `attempt.ts`). Everything is
 * said explicitly, because what is left out the SDK reads from the environment.
 * Throws `invalid_configuration` when there is neither a key, nor a project, nor another server.
 */
export function connect({ apiKey, enterprise, baseUrl }: GeminiConnection): GoogleGenAI {
  const httpOptions = baseUrl === undefined ? {} : { httpOptions: { baseUrl } };
  if (enterprise) {
    return new GoogleGenAI({
      enterprise: true,
      project: enterprise.project,
      location: enterprise.location,
      ...httpOptions,
    });
  }
  // Without a key the SDK would look for Google credentials and warn on the console.
  const key = apiKey || (baseUrl === undefined ? undefined : 'none');
  if (key === undefined) {
    throw new AppError('invalid_configuration', 'Gemini needs GEMINI_API_KEY, or a Google Cloud project.');
  }
  return new GoogleGenAI({ enterprise: false, apiKey: key, ...httpOptions });
}
