import { systemClock } from '../../src/clock.ts';
import type { RunMode } from '../../src/domain/run.ts';
import { rep, sales, team } from '../harness/workspace.ts';
import type { Backend } from './backends/backend.ts';
import { check, type Violation } from './check.ts';
import { crashAtEach, crashPoints } from './crash-points.ts';
import { expected } from './expected.ts';
import { holders, inFlight, recovery, zombies } from './figures.ts';
import type { History } from './history.ts';
import { createRandom } from './random.ts';
import type { Safeguard } from './safeguards.ts';
import { calm, type FaultName, freeze, storm } from './storm.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

const { sleep } = systemClock;

export interface Task {
  backend: Backend;
  seed: number;
  /** How often it is tried. */
  trials: number;
  /** Ends earlier at this time. */
  until?: number;
  faults?: readonly FaultName[];
  without?: Safeguard;
  /** Told how far it is. */
  onProgress?: (done: number) => void;
}

export interface Result {
  name: string;
  /** What was tried, such as kills. */
  trials: number;
  of: string;
  runs: number;
  violations: Violation[];
  history: History;
  /** Figures besides. */
  notes: string[];
}

type Scenario = (task: Task) => Promise<Result>;

/** Opens a world, lets it happen, waits until it is quiet and judges what was. */
async function judged(
  name: string,
  of: string,
  options: WorldOptions,
  happen: (world: World) => Promise<void>,
  count: (history: History) => number,
  notes: (history: History) => string[] = () => [],
): Promise<Result> {
  const world = await openWorld(options);
  try {
    await Promise.all(world.nodes.map((node) => world.start(node)));
    await happen(world);
    await calm(world);
    await world.quiet(options.without === undefined ? 120_000 : 10_000);
    const history = await world.history();
    const violations = check(history, expected(options.mode ?? 'quick'));
    return { name, of, trials: count(history), runs: history.asked.length, violations, history, notes: notes(history) };
  } finally {
    await world.close();
  }
}

const blowsOf = (kind: History['blows'][number]['kind']) => (history: History) =>
  history.blows.filter((blow) => blow.kind === kind).length;
const withOptional = <T extends object>(task: Task, more: T) => ({
  backend: task.backend,
  seed: task.seed,
  ...(task.without !== undefined && { without: task.without }),
  ...more,
});

/** Companies asked for side by side, at most `width` under way. */
async function inParallel(
  world: World,
  companies: readonly string[],
  width: number,
  work: (company: string) => Promise<void>,
): Promise<void> {
  const left = [...companies];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let company = left.shift(); company !== undefined; company = left.shift()) await work(company);
    }),
  );
  await world.look();
}

const companies = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `Kestrel Works ${index + 1}`);

/** Until it is so, though not for ever: what takes long is no fault of the app here. */
async function eventually(isSo: () => Promise<boolean>, milliseconds = 90_000): Promise<void> {
  const until = Date.now() + milliseconds;
  while (!(await isSo()) && Date.now() < until) await sleep(100);
}

/** Until the company's run has ended. */
async function end(world: World, company: string): Promise<void> {
  while ((await world.open()).includes(company)) await sleep(100);
}

const stormOf =
  (
    name: string,
    of: string,
    fixed: readonly FaultName[],
    kinds: readonly History['blows'][number]['kind'][],
  ): Scenario =>
  (task) =>
    judged(
      name,
      of,
      withOptional(task, { processes: 2 }),
      (world) =>
        storm({
          world,
          random: createRandom(task.seed),
          faults: (task.faults ?? fixed).filter((fault) => !Object.hasOwn(task.backend.leftOut, fault)),
          blows: task.trials,
          ...(task.until !== undefined && { until: task.until }),
          ...(task.onProgress && { onBlow: task.onProgress }),
        }),
      (history) => history.blows.filter(({ kind }) => kinds.includes(kind)).length,
      (history) => [...inFlightNotes('quick')(history), ...recovery(history)],
    );

const duplicates: Scenario = (task) =>
  judged(
    'duplicates',
    'deliveries of one event or job again',
    withOptional(task, { processes: 2 }),
    async (world) => {
      const copies = 9;
      for (const company of companies(Math.ceil(task.trials / (copies + 1)))) {
        while ((await world.open()).length >= 6) await sleep(100);
        await world.slack.control.holdEvents();
        await world.slack.control.message({ channel: sales, user: rep, text: `@Prospector research ${company}` });
        world.asked.push({ company, at: Date.now() });
        await world.slack.control.releaseEvents({ order: 'reversed' });
        for (let copy = 0; copy < copies; copy += 3) {
          for (const node of world.nodes.slice(0, 1 + (copy % 2))) await world.pointAt(node);
          // Slack repeats an event as it was, and sometimes under another id.
          await Promise.all([1, 2, 3].map((number) => world.slack.control.redeliver({ newEventId: number === 3 })));
        }
        const run = (await world.look()).find(({ noted }) => noted.companyName === company)?.run;
        if (run !== undefined) await world.place.queue.publish({ team, kind: 'run', id: run, attempt: 1 });
        task.onProgress?.(world.asked.length * (copies + 1));
      }
    },
    (history) => history.asked.length * 10,
  );

const zombieScenario: Scenario = (task) =>
  judged(
    'zombies',
    'runs whose frozen worker woke up after a takeover',
    withOptional(task, { processes: 2 }),
    async (world) => {
      const random = createRandom(task.seed);
      const { until = Number.POSITIVE_INFINITY } = task;
      for (let round = 0; Date.now() < until; round++) {
        const found = zombies(await world.history());
        task.onProgress?.(found);
        if (found >= task.trials || round > task.trials) break;
        const victim = world.workers[round % 2];
        if (!victim) break;
        await world.pointAt(victim);
        for (let number = 0; number < 5; number++) await world.ask(`Kestrel Works ${round * 5 + number + 1}`);
        const held = async () => [...holders(await world.look()).values()];
        const heldHere = async () => (await held()).filter((pid) => pid === victim.pid()).length;
        // Where not all of them are held at one time, whatever the victim holds will do; if that is nothing, the next round.
        const isFull = async () => (await heldHere()) > 0 && (await held()).length === (await world.open()).length;
        await eventually(isFull, world.leaseSeconds * 1000);
        await sleep(random.between(0, 1200));
        if ((await heldHere()) === 0) continue;
        await freeze(world, victim, async () => {
          const before = await heldHere();
          await eventually(async () => (await heldHere()) < before, world.leaseSeconds * 5000);
          await sleep(random.between(0, 1500));
        });
        while ((await world.open()).length > 3) await sleep(100);
      }
    },
    zombies,
    inFlightNotes('quick'),
  );

const cancels: Scenario = (task) =>
  judged(
    'cancels',
    'runs stopped by a person',
    withOptional(task, { processes: 1 }),
    async (world) => {
      const random = createRandom(task.seed);
      const { until = Number.POSITIVE_INFINITY } = task;
      const headOf = (company: string) =>
        world.slack.state.messages.find(({ byApp, text, metadata }) => byApp && text.includes(company) && metadata);
      let stopped = 0;
      // A run that had ended when somebody clicked is no trial, so there are more runs than trials.
      await inParallel(world, companies(3 * task.trials), 6, async (company) => {
        if (stopped >= task.trials || Date.now() > until || !(await world.ask(company))) return;
        await eventually(async () => headOf(company) !== undefined);
        await sleep(random.between(0, 1500));
        const head = headOf(company);
        const { ok } = head
          ? await world.slack.control
              .action({ user: rep, channel: sales, messageTs: head.ts, actionId: 'run_cancel' })
              .catch(() => ({ ok: false }))
          : { ok: false };
        const asked = world.asked.find((one) => one.company === company);
        if (ok && asked) {
          asked.cancelledAt = Date.now();
          task.onProgress?.(++stopped);
        }
        await end(world, company);
      });
    },
    (history) => history.asked.filter(({ cancelledAt }) => cancelledAt !== undefined).length,
    (history) => [`${statuses(history)}`],
  );

const lost: Scenario = (task) =>
  judged(
    'lost answers',
    'answers of Slack and Gemini lost after the work was done',
    withOptional(task, { processes: 1 }),
    async (world) => {
      const { control } = world.slack;
      const { until = Number.POSITIVE_INFINITY } = task;
      let number = 0;
      const one = async (): Promise<void> => {
        while ((await world.history()).lost < task.trials && Date.now() < until) {
          const company = `Kestrel Works ${++number}`;
          for (const method of ['chat.postMessage', 'chat.update', 'files.completeUploadExternal', 'upload'])
            await control.fault({ method, kind: 'accept_then_drop', count: method === 'chat.postMessage' ? 3 : 1 });
          for (const stage of ['facet', 'report', 'gaps', 'useCases', 'onePager'])
            world.gemini.faults.add({ kind: 'drop', stage });
          if (await world.ask(company)) await end(world, company);
          task.onProgress?.(number);
        }
      };
      await Promise.all(Array.from({ length: 6 }, one));
    },
    (history) => history.lost,
    (history) => [statuses(history)],
  );

const crashes =
  (mode: 'quick' | 'deep'): Scenario =>
  async (task) => {
    const points = crashPoints(mode, expected(mode).slots).slice(0, task.trials);
    const lanes = Math.min(3, points.length);
    const of = 'points at which a process ended';
    const results = await Promise.all(
      Array.from({ length: lanes }, (_, lane) => {
        const missed: string[] = [];
        const mine = points.filter((_point, index) => index % lanes === lane);
        return judged(
          `crash points, ${mode}`,
          of,
          withOptional(task, {
            ...{ processes: 1, mode, seed: task.seed * lanes + lane },
            gemini: { research: { polls: 1 } },
            env: { DEEP_RESEARCH_POLL_SECONDS: '1' },
          }),
          async (world) => void missed.push(...(await crashAtEach(world, mode, mine, task.onProgress ?? (() => {})))),
          blowsOf('kill'),
          (history) => [
            ...missed.map((point) => `not reached: ${point}`),
            ...inFlightNotes(mode)(history),
            ...recovery(history),
          ],
        );
      }),
    );
    const [first] = results;
    if (!first) throw new TypeError('there is a lane');
    return {
      ...first,
      trials: results.reduce((sum, { trials }) => sum + trials, 0),
      runs: results.reduce((sum, { runs }) => sum + runs, 0),
      violations: results.flatMap(({ violations }) => violations),
      notes: results.flatMap(({ notes }) => notes),
    };
  };

export const statuses = ({ writes }: History): string => {
  const last = new Map(writes.flatMap(({ kind, run, noted }) => (kind === 'run' ? [[run, noted.status]] : [])));
  return [...Map.groupBy(last.values(), (status) => status)]
    .map(([status, all]) => `${all.length} ${status}`)
    .join(', ');
};

const inFlightNotes = (mode: RunMode) => (history: History) => inFlight(history, expected(mode));

export const scenarios = {
  kills: stormOf('kills', 'kill -9', ['kill'], ['kill']),
  restarts: stormOf('rolling restarts', 'restarts under load', ['restart'], ['restart']),
  storm: stormOf(
    'storm',
    'kills, freezes and restarts among all other faults',
    ['kill', 'kill', 'freeze', 'restart', 'slack', 'slack', 'gemini', 'limits', 'lock', 'disk', 'clock'],
    ['kill', 'freeze', 'restart'],
  ),
  duplicates,
  zombies: zombieScenario,
  cancels,
  lost,
  crashes: crashes('quick'),
  everyStage: crashes('deep'),
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
