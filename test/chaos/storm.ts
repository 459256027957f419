import { systemClock } from '../../src/clock.ts';
import type { Node } from './node.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const { sleep } = systemClock;

export const faultNames = ['kill', 'freeze', 'restart', 'slack', 'gemini', 'limits', 'lock', 'disk', 'clock'] as const;
export type FaultName = (typeof faultNames)[number];

export interface StormOptions {
  world: World;
  random: Random;
  faults: readonly FaultName[];
  /** Ends when a process was killed or restarted this often … */
  blows: number;
  /** … or at this time. */
  until?: number;
  /** Runs under way at once. */
  load?: number;
  /** Told after every blow. */
  onBlow?: (count: number) => void;
}

const posting = [
  'chat.postMessage',
  'files.completeUploadExternal',
  'chat.update',
  'files.getUploadURLExternal',
] as const;

/** Random trouble on a steady load. Every process runs again at the end, and nothing is wrong any more. */
export async function storm({
  world,
  random,
  faults,
  blows,
  until = Infinity,
  load = 5,
  onBlow,
}: StormOptions): Promise<void> {
  const over = new AbortController();
  const asking = keepAsking(world, load, over.signal);
  const isEnough = () =>
    world.blows.filter(({ kind }) => kind === 'kill' || kind === 'restart' || kind === 'freeze').length >= blows;
  try {
    while (!isEnough() && Date.now() < until) {
      await sleep(world.spacing * random.between(150, 900));
      await strike(world, random, random.pick(faults as [FaultName, ...FaultName[]]));
      onBlow?.(world.blows.length);
    }
  } finally {
    over.abort();
    await asking;
  }
  await calm(world);
}

/** Ends everything that is wrong. */
export async function calm(world: World): Promise<void> {
  world.gemini.faults.clear();
  await world.slack.control.clearFaults();
  for (const node of world.nodes) {
    if (node.isFrozen()) node.thaw();
    if (!node.isUp()) await world.start(node);
    node.tell({ clock: 0 });
  }
}

/** As many runs as that are always under way. What was not acknowledged is asked for again, as a person does. */
async function keepAsking(world: World, load: number, over: AbortSignal): Promise<void> {
  for (let number = 1; !over.aborted; ) {
    if ((await world.open()).length >= load) await sleep(100);
    else if (await world.ask(`Kestrel Works ${number}`)) number++;
    else await sleep(100);
  }
}

async function strike(world: World, random: Random, fault: FaultName): Promise<void> {
  const { slack, gemini, place } = world;
  const node = random.pick(world.nodes as [Node, ...Node[]]);
  switch (fault) {
    case 'kill':
      await world.kill(node);
      return world.start(node);
    case 'restart':
      world.blow('restart', node);
      await Promise.all([world.pointAway(node), node.end()]);
      return world.start(node);
    case 'freeze':
      return freeze(world, node, () => sleep(world.leaseSeconds * 1000 + random.between(500, 2500)));
    case 'slack': {
      const method = random.pick(posting);
      return slack.control.fault({
        method,
        kind: random.pick(['accept_then_drop', 'drop', 'http_500']),
        count: random.between(1, 2),
      });
    }
    case 'gemini':
      return gemini.faults.add({ kind: random.pick(['drop', 'unavailable']), times: random.between(1, 3) });
    case 'limits': {
      gemini.faults.add({ kind: 'quota', times: random.between(1, 6), retryAfterSeconds: 0.2 });
      return slack.control.fault({ method: '*', kind: 'rate_limit', count: random.between(1, 5), retryAfter: 1 });
    }
    case 'lock':
      world.blow('lock', node);
      return place.lock(random.between(300, 2500));
    case 'disk':
      world.blow('disk', node);
      return place.fillDisk?.(node, random.between(300, 2500));
    case 'clock':
      world.blow('clock', node);
      node.tell({ clock: random.pick([-600_000, 600_000]) });
      await sleep(random.between(300, 2500));
      return node.tell({ clock: 0 });
  }
}

/** A process that sleeps past its lease and wakes up when others have gone on. */
export async function freeze(world: World, node: Node, asleep: () => Promise<unknown>): Promise<void> {
  world.blow('freeze', node);
  node.freeze();
  await world.pointAway(node);
  await asleep();
  world.blow('thaw', node);
  node.thaw();
}
