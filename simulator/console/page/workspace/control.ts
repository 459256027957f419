import type { Outcome } from '../../../slack/app/outcome.ts';
import { asJson, asText, parseJson } from '../../../slack/json.ts';

const silent = 'The simulator does not answer. Is npm start still running?';

async function post(path: string, input: object): Promise<Record<string, unknown>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const answer = asJson(parseJson(await response.text()));
    if (response.ok) return 'ok' in answer ? answer : { ok: true, ...answer };
    return { ok: false, userSees: asText(answer.error) || `The simulator answered ${response.status}.` };
  } catch {
    return { ok: false, userSees: silent };
  }
}

/** `POST /control/<name>`; what went wrong stands in `userSees`. */
export const control = async (name: string, input: object): Promise<Outcome & Record<string, unknown>> =>
  (await post(`/control/${name}`, input)) as unknown as Outcome & Record<string, unknown>;

/** `POST /console/<name>`: what is no part of the workspace. */
export const surroundings = (name: string, input: object = {}): Promise<Record<string, unknown>> =>
  post(`/console/${name}`, input);

export async function read<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}
