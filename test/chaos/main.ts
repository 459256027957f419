import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Backend } from './backends/backend.ts';
import { embedded } from './backends/embedded.ts';
import { openGcpBackend } from './backends/gcp.ts';
import { table } from './report.ts';
import { type Result, type ScenarioName, scenarios, type Task } from './scenarios.ts';
import { faultNames } from './storm.ts';

/**
 * `npm run chaos`. Everything is drawn from `--seed`, so a run is repeated by naming it; the moments at which the
 * processes are hit follow the machine.
 *
 *   --backend gcp     on the emulators of Google Cloud, bot and worker as processes of their own; gcp-pull: workers pull
 *   --seed 7          default: the time, printed
 *   --only kills,…    scenarios; default: all
 *   --runs 2000       trials of each, in place of the usual number
 *   --long            2000 trials of each
 *   --minutes 5       no scenario longer than that
 *   --keep folder     where the histories are written
 *   --faults kill,…   what strikes in the scenarios that draw lots
 */
const usual: Record<ScenarioName, number> = {
  kills: 200,
  zombies: 100,
  restarts: 100,
  duplicates: 1000,
  cancels: 200,
  lost: 1000,
  storm: 100,
  crashes: 1000,
  everyStage: 1000,
};

const { values } = parseArgs({
  options: {
    backend: { type: 'string', default: 'embedded' },
    seed: { type: 'string' },
    only: { type: 'string' },
    runs: { type: 'string' },
    long: { type: 'boolean', default: false },
    minutes: { type: 'string' },
    faults: { type: 'string' },
    keep: { type: 'string' },
  },
});
const chosen = <T extends string>(given: string | undefined, known: readonly T[]): T[] => {
  const names = given?.split(',') ?? known;
  const wrong = names.find((name) => !known.includes(name as T));
  if (wrong !== undefined) throw new Error(`there is no ${wrong}; there are ${known.join(', ')}`);
  return names as T[];
};

const names = chosen(values.only, Object.keys(scenarios) as ScenarioName[]);
const faults = values.faults === undefined ? undefined : chosen(values.faults, faultNames);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const say = (line: string) => process.stdout.write(`${line}\n`);
const backends: Record<Backend['name'], () => Promise<Backend>> = {
  embedded: async () => embedded,
  gcp: () => openGcpBackend('push'),
  'gcp-pull': () => openGcpBackend('pull'),
};
const [backendName = 'embedded'] = chosen(values.backend, Object.keys(backends) as Backend['name'][]);
const given = (['backend', 'only'] as const).flatMap((name) => (values[name] ? ` --${name} ${values[name]}` : []));
say(`seed ${seed}: repeat with npm run chaos -- --seed ${seed}${given.join('')}`);
const backend = await backends[backendName]();
for (const [fault, why] of Object.entries(backend.leftOut)) say(`left out on ${backend.name}: ${fault}, ${why}`);

const results: Result[] = [];
for (const name of names) {
  const began = Date.now();
  let told = began;
  const task: Task = {
    backend,
    seed,
    trials: Number(values.runs ?? (values.long ? 2000 : usual[name])),
    ...(faults && { faults }),
    ...(values.minutes !== undefined && { until: began + Number(values.minutes) * 60_000 }),
    onProgress(done) {
      if (Date.now() - told < 30_000) return;
      told = Date.now();
      say(`  ${name}: ${done}`);
    },
  };
  const result = await scenarios[name](task);
  results.push(result);
  say(
    `${name}: ${result.trials} ${result.of}, ${result.runs} runs, ${result.violations.length} violations, ${Math.round((Date.now() - began) / 1000)} s`,
  );
  for (const { rule, what } of result.violations) say(`  ${rule}: ${what}`);
  if (values.keep !== undefined) {
    await writeFile(join(values.keep, `${name}-${seed}.json`), JSON.stringify(result.history));
  }
  for (const note of result.notes) say(`  ${note}`);
}
await backend.close();
say(`\n${table(results)}`);
if (results.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
