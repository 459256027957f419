import { systemClock } from '../../src/clock.ts';
import { wantedFor } from '../../src/domain/modes.ts';
import type { RunMode } from '../../src/domain/run.ts';
import { planStages } from '../../src/pipeline/plan.ts';
import { stageTable } from '../../src/pipeline/stages.ts';
import { createRepositories } from '../../src/storage/repositories/repositories.ts';
import { rep, sales, team } from '../harness/workspace.ts';
import type { CrashPoint } from './crash-point.ts';
import type { World } from './world.ts';

export interface NamedPoint {
  name: string;
  /** `run` stands for the run's id. */
  at: (run: string) => CrashPoint;
}

const stagePoints = (stage: string): NamedPoint[] => {
  const path = (run: string) => `/runs/${run}/stages/${stage}`;
  return [
    {
      name: `${stage}: before the call`,
      at: (run) => ({ path: path(run), where: { status: 'running' }, moment: 'after' }),
    },
    {
      name: `${stage}: after the call, before the commit`,
      at: (run) => ({ path: path(run), where: { status: 'done' }, moment: 'before' }),
    },
    {
      name: `${stage}: after the commit`,
      at: (run) => ({ path: path(run), where: { status: 'done' }, moment: 'after' }),
    },
  ];
};

const slotPoints = (slot: string): NamedPoint[] => {
  const path = (run: string) => `/runs/${run}/slots/${slot}`;
  return [
    {
      name: `${slot}: before the post`,
      at: (run) => ({ path: path(run), where: { state: 'intent' }, moment: 'after' }),
    },
    {
      name: `${slot}: after Slack accepted`,
      at: (run) => ({ path: path(run), where: { state: 'posted' }, moment: 'before' }),
    },
    {
      name: `${slot}: after it was noted`,
      at: (run) => ({ path: path(run), where: { state: 'posted' }, moment: 'after' }),
    },
    ...(slot.startsWith('file.')
      ? [
          {
            name: `${slot}: before the upload completes`,
            at: (run: string): CrashPoint => ({
              path: path(run),
              where: { state: 'intent' },
              has: 'fileId',
              moment: 'after',
            }),
          },
        ]
      : []),
  ];
};

const runPoints: NamedPoint[] = [
  {
    name: 'run: after it was taken',
    at: (run) => ({ path: `/runs/${run}`, where: { status: 'running' }, moment: 'after' }),
  },
  {
    name: 'run: before its end is stored',
    at: (run) => ({ path: `/runs/${run}`, where: { status: 'completed' }, moment: 'before' }),
  },
  {
    name: 'run: after its end was stored',
    at: (run) => ({ path: `/runs/${run}`, where: { status: 'completed' }, moment: 'after' }),
  },
];

/** Everything asked for besides what a mode stands for, so that every kind of stage is made. */
const besides = ['feasibility[u1]', 'play[u1]', 'personas', 'accountPlan', 'files[accountPlan]'];
export const wantedIn = (mode: RunMode): string[] => wantedFor(mode, mode === 'quick' ? [] : besides);

/** Every point at which a run of this mode can be cut off, slots as a run without trouble has them. */
export function crashPoints(mode: RunMode, slots: readonly string[]): NamedPoint[] {
  const { ids } = planStages(stageTable, wantedIn(mode));
  return [...slots.flatMap(slotPoints), ...runPoints, ...ids.flatMap(stagePoints)];
}

/**
 * A run for each point: the process ends there by itself, the next one works it off and is already set to end at the
 * next point, in a run of its own. Returns the points that were never reached.
 */
export async function crashAtEach(
  world: World,
  mode: RunMode,
  points: readonly NamedPoint[],
  onProgress: (done: number) => void,
): Promise<string[]> {
  const [node] = world.workers;
  if (!node) throw new TypeError('a world has a process');
  const { documents, queue } = world.place;
  const { runs } = createRepositories({ documents, clock: systemClock, leaseSeconds: 2 });
  const missed: string[] = [];
  await node.end();
  for (const [index, point] of points.entries()) {
    const id = `crash${world.seed}x${index}`;
    const company = `Kestrel Works ${index + 1}`;
    await world.start(node, point.at(id));
    while ((await world.open()).length > 0) await systemClock.sleep(50);
    await runs.create({
      ...{ id, team, channel: sales, visibility: 'team', createdBy: rep, companyName: company, mode },
      ...{ salesHistory: '', focus: '', wanted: wantedIn(mode) },
    });
    world.asked.push({ company, at: Date.now() });
    await queue.publish({ team, kind: 'run', id, attempt: 1 });
    const crashed = await Promise.race([node.ended().then(() => true), systemClock.sleep(40_000).then(() => false)]);
    if (crashed) world.blow('kill', node);
    else {
      missed.push(point.name);
      await node.kill();
    }
    onProgress(index + 1);
  }
  await world.start(node);
  return missed;
}
