import { z } from 'zod';
import type { SeenRequest } from '../gemini/seen-requests.ts';

/** What the simulated Gemini tells of itself, asked over its control interface. */
const Calls = z.array(z.looseObject({ id: z.int(), at: z.string(), method: z.string() }));
const Faults = z.array(z.looseObject({ kind: z.string(), times: z.number().nullable() }));

/** Calls with a higher id than `after`. */
export async function geminiCalls(url: string, after: number): Promise<SeenRequest[]> {
  const response = await fetch(`${url}/control/requests?after=${after}`);
  return Calls.parse(await response.json()) as unknown as SeenRequest[];
}

/** What is still to come; with a body another fault is added first. Undefined when it is refused. */
export async function geminiFaults(url: string, fault?: string): Promise<z.infer<typeof Faults> | undefined> {
  const response = await fetch(`${url}/control/faults`, {
    ...(fault !== undefined && { method: 'POST', headers: { 'content-type': 'application/json' }, body: fault }),
  });
  return response.ok ? Faults.parse(await response.json()) : undefined;
}

export async function clearFaults(url: string): Promise<void> {
  await fetch(`${url}/control/faults`, { method: 'DELETE' });
}
