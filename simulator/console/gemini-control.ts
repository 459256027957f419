import { z } from 'zod';

/** What the simulated Gemini tells of itself, asked over its control interface. */
const Calls = z.array(z.looseObject({ at: z.string(), method: z.string() }));
const Faults = z.array(z.looseObject({ kind: z.string() }));

export async function geminiCalls(url: string): Promise<z.infer<typeof Calls>> {
  return Calls.parse(await (await fetch(`${url}/control/requests`)).json());
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
