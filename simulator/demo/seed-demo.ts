import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WebState } from '../gemini/later-web.ts';
import type { GeminiSimulator } from '../gemini/start-gemini-simulator.ts';
import { createPerson } from '../person.ts';
import { createControlClient } from '../slack/control/client.ts';
import { type Cast, week } from './week.ts';

interface DemoDeps {
  /** Where it is written down that this folder has its week. */
  dataDir: string;
  slackUrl: string;
  gemini: Pick<GeminiSimulator, 'url' | 'faults'>;
  /** What the simulated web says afterwards. */
  web: WebState;
  say(line: string): void;
}

const markOf = (dataDir: string): string => join(dataDir, 'demo-week.txt');

/**
 * Plays the demonstration's week through the simulated Slack, unless this data folder has had it. Everything in it is
 * made by the real pipeline now; no time is made up. Rejects when a step does not come to its end: what was made till
 * then is kept, and is not made a second time.
 */
export async function seedDemo({ dataDir, slackUrl, gemini, web, say }: DemoDeps): Promise<void> {
  const mark = markOf(dataDir);
  if (existsSync(mark)) return say(`The demo is in ${dataDir} already (${readFileSync(mark, 'utf8').trim()}).`);
  const control = createControlClient(slackUrl);
  if ((await control.state()).messages.length > 0) say(`There is other work in ${dataDir}: the demo is added to it.`);

  const people = { rep: createPerson(control, 'U0REP00001'), manager: createPerson(control, 'U0MANAGER1') };
  const stage = backstage(gemini);
  const steps = week({ ...people, ...stage });
  for (const [index, { title, play }] of steps.entries()) {
    say(`${index + 1} of ${steps.length}: ${title}`);
    writeFileSync(mark, `broken off in step ${index + 1} of ${steps.length}; with another DATA_DIR it begins anew\n`);
    await play();
  }
  await stage.web(web);
  writeFileSync(mark, `made on ${new Date().toISOString()}\n`);
  say('A week of work, all of it made just now and dated so.');
}

const backstage = ({ url, faults }: DemoDeps['gemini']): Pick<Cast, 'web' | 'during'> => ({
  async web(state) {
    const answer = await fetch(`${url}/control/web`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ state }),
    });
    if (!answer.ok) throw new Error(`the simulated web is not ${state}: ${await answer.text()}`);
  },
  async during(fault, act) {
    faults.add(fault);
    try {
      return await act();
    } finally {
      faults.clear();
    }
  },
});
