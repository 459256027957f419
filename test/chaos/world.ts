import type { GeminiSimulatorOptions } from '../../simulator/gemini/start-gemini-simulator.ts';
import type { LogEntry } from '../../simulator/slack/log.ts';
import { systemClock } from '../../src/clock.ts';
import { isTerminal, type RunMode, RunStatus } from '../../src/domain/run.ts';
import { defaultTeamSettings } from '../../src/domain/team-settings.ts';
import { createRepositories } from '../../src/storage/repositories/repositories.ts';
import { openSurroundings } from '../harness/surroundings.ts';
import { rep, sales, team } from '../harness/workspace.ts';
import type { Backend, Place } from './backends/backend.ts';
import type { CrashPoint } from './crash-point.ts';
import { expected } from './expected.ts';
import type { Asked, Blow, History, Write } from './history.ts';
import { createNode, type Node } from './node.ts';
import { lostAnswers, readCalls, readPosts, readShown } from './observe.ts';
import type { Safeguard } from './safeguards.ts';

export interface WorldOptions {
  seed: number;
  backend: Backend;
  /** Processes that work on runs, and as many that hear people where those are others. */
  processes?: number;
  mode?: RunMode;
  without?: Safeguard;
  documents?: 'blank' | 'printed';
  gemini?: GeminiSimulatorOptions;
  env?: Record<string, string>;
}

/** No call of the Web API takes longer, whoever waits for it. */
const callMilliseconds = 10_000;

/** Processes of the app on one storage, between a simulated Slack and a simulated Gemini that outlive them. */
export async function openWorld({
  seed,
  backend,
  processes = 1,
  mode = 'quick',
  without,
  documents = 'blank',
  gemini: simulated = {},
  env = {},
}: WorldOptions) {
  const nodes: Node[] = [];
  const workers = () => nodes.filter((node) => node.works);
  const place = await backend.open({
    processes,
    workers: () => workers().flatMap((node) => (node.isWell() ? node.url() : [])),
  });
  await defaultMode(place, mode);
  const surroundings = await openSurroundings({ latency: 60, seed, ...simulated });
  const { slack, gemini } = surroundings;
  const shared = {
    ...surroundings.env.both,
    LEASE_SECONDS: String(backend.leaseSeconds),
    // In step with a lease that is much shorter than anybody's.
    SLACK_TIMEOUT_SECONDS: '2',
    CONCURRENT_RUNS_PER_TEAM: '8',
    CHAOS_DOCUMENTS: documents,
    ...(without !== undefined && { CHAOS_WITHOUT: without }),
    ...env,
  };
  nodes.push(...place.programs.map((program) => createNode(program, shared)));
  const asked: Asked[] = [];
  const blows: Blow[] = [];
  const log = new Map<number, LogEntry>();
  let writes: readonly Write[] = [];

  const look = async (): Promise<readonly Write[]> => {
    writes = await place.writes();
    // What is under way is read again: its end is not known yet. What was left alone by its caller never has one.
    const since = Date.now() - callMilliseconds;
    const open = [...log.values()].find(({ status, at }) => status === undefined && Date.parse(at) > since);
    for (const entry of await slack.control.log(open ? open.id - 1 : Math.max(0, ...log.keys())))
      log.set(entry.id, entry);
    return writes;
  };

  const blow = (kind: Blow['kind'], node: Node): void => void blows.push({ at: Date.now(), kind, pid: node.pid() });
  const pointAt = async (node: Node): Promise<void> => {
    if (node.hears) await slack.control.setAppUrl({ url: `${node.url()}/slack/events` });
  };
  /** Where people's requests go: to a process that answers, but not to this one. */
  const pointAway = async (but?: Node) => {
    const other = nodes.find((node) => node !== but && node.hears && node.isWell());
    if (other) await pointAt(other);
  };

  const world = {
    seed,
    slack,
    gemini,
    nodes,
    /** Those that work on runs. */
    workers: workers(),
    place,
    leaseSeconds: backend.leaseSeconds,
    spacing: backend.spacing,
    asked,
    blows,
    look,
    async start(node: Node, point?: CrashPoint): Promise<void> {
      await node.start(point);
      await pointAt(node);
    },
    async kill(node: Node): Promise<void> {
      blow('kill', node);
      await node.kill();
      await pointAway();
    },
    blow,
    pointAway,
    pointAt,
    /** False when nobody acknowledged it. */
    async ask(company: string, { channel = sales, user = rep } = {}): Promise<boolean> {
      await slack.control.command({ channel, user, text: `/prospect ${company}` });
      // Whoever is told that something went wrong is not told the company.
      const isTold = slack.state.ephemerals.some(({ text, bySlack }) => !bySlack && text.includes(`${company} `));
      if (isTold) asked.push({ company, at: Date.now() });
      return isTold;
    },
    /** Companies asked for whose run has not ended. */
    async open(): Promise<string[]> {
      await look();
      const statuses = statusesIn(writes);
      return asked.flatMap(({ company }) => {
        const status = statuses.get(company);
        return status !== undefined && isTerminal(RunStatus.parse(status)) ? [] : [company];
      });
    },
    /** Waits until every run has ended and is shown. What has not by then is for the checker to find. */
    async quiet(timeoutMs = 90_000): Promise<void> {
      const until = Date.now() + timeoutMs;
      for (;;) {
        const open = await world.open();
        if (open.length === 0 && isShown(await world.history(), expected(mode).slots)) return;
        if (Date.now() > until) return;
        await systemClock.sleep(250);
      }
    },
    async history(): Promise<History> {
      await look();
      return {
        asked,
        blows,
        writes: [...writes],
        posts: readPosts([...log.values()], writes),
        ...readShown(slack.state),
        calls: readCalls(gemini.requests),
        lost: lostAnswers(log.values(), gemini.requests),
      };
    },
    async close(): Promise<void> {
      for (const node of nodes) await node.kill();
      await place.close();
      await surroundings.close();
    },
  };
  return world;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

const statusesIn = (writes: readonly Write[]): Map<string, string> => {
  const companies = new Map<string, string>();
  for (const { kind, noted } of writes)
    if (kind === 'run' && noted.companyName !== null && noted.status !== null)
      companies.set(noted.companyName, noted.status);
  return companies;
};

/** Every head says the end, and every finished run has what belongs into its thread. */
function isShown({ writes, messages }: History, places: readonly string[]): boolean {
  const states = new Map(
    writes.flatMap(({ kind, run, name, noted }) => (kind === 'slot' ? [[`${run}/${name}`, noted.state]] : [])),
  );
  const completed = new Set(
    writes.flatMap(({ kind, run, noted }) =>
      kind === 'run' && noted.status === 'completed' && noted.cancelRequested === null ? run : [],
    ),
  );
  return (
    messages.every(({ slot, text }) => slot !== 'anchor' || /: (Done|Partly done|Failed|Cancelled)\b/.test(text)) &&
    [...completed].every((run) => places.every((place) => states.get(`${run}/${place}`) === 'posted'))
  );
}

async function defaultMode({ documents }: Place, mode: RunMode): Promise<void> {
  const { settings } = createRepositories({ documents, clock: systemClock, leaseSeconds: 2 });
  await settings.saveTeam({ ...defaultTeamSettings(team), defaults: { mode } }, 'U0ADMIN001');
}
