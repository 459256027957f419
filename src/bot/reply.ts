import type { Log } from '../domain/log.ts';
import type { Answer } from './deps.ts';

/** The person waits, and so does Slack for our answer to the click. */
const timeoutMs = 1500;

/** Tells one person something through a response_url. Never throws: what had to be stored is stored. */
export async function sendReply(
  responseUrl: string,
  { text, blocks, replace = false }: Answer,
  { log, fetch = globalThis.fetch }: { log: Log; fetch?: typeof globalThis.fetch },
): Promise<void> {
  try {
    const answer = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: replace, text, blocks }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!answer.ok) log.warn({ status: answer.status }, 'response_url refused an answer');
  } catch (error) {
    log.warn({ err: error }, 'response_url did not take an answer');
  }
}
