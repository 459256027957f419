import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GeminiSimulatorOptions } from '../../simulator/gemini/start-gemini-simulator.ts';
import { createControlClient } from '../../simulator/slack/control/client.ts';
import { defaultSeed } from '../../simulator/slack/seed.ts';
import { type AppProcess, startAppProcess } from './app-process.ts';
import { readStored } from './stored.ts';
import { openSurroundings } from './surroundings.ts';

export const team = defaultSeed.team.id;
export const rep = 'U0REP00001';
export const manager = 'U0MANAGER1';
export const sales = 'C0SALES001';
/** A channel that the app is not in. */
export const elsewhere = 'C0ACCOUNT1';

export interface WorkspaceOptions {
  gemini?: GeminiSimulatorOptions;
  env?: Record<string, string>;
}

/** The real app as a process of its own, between a simulated Slack and a simulated Gemini. */
export async function openWorkspace(options: WorkspaceOptions = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'workspace-'));
  const surroundings = await openSurroundings(options.gemini);
  const { slack, gemini } = surroundings;
  const control = createControlClient(slack.url);
  const env = {
    ...surroundings.env.both,
    DATA_DIR: dataDir,
    ...options.env,
  };
  let app: AppProcess | undefined;

  const startApp = async (): Promise<void> => {
    app = await startAppProcess(env);
    await control.setAppUrl({ url: `http://127.0.0.1:${app.port}/slack/events` });
  };
  /** Answers what it logged in its life. */
  const endApp = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<readonly string[]> => {
    const ending = app;
    app = undefined;
    await ending?.end(signal);
    return ending?.lines ?? [];
  };

  const close = async (): Promise<void> => {
    await endApp('SIGKILL');
    await surroundings.close();
    await rm(dataDir, { recursive: true, force: true });
  };

  await startApp().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    control,
    gemini,
    startApp,
    /** Of the app's process. */
    pid: () => app?.pid ?? 0,
    /** Like a power cut. */
    killApp: () => endApp('SIGKILL'),
    /** Also the way to know that nothing is under way any more: the process waits for what it has begun. */
    stopApp: () => endApp('SIGTERM'),
    prospect: (text: string, { channel = sales, user = rep } = {}) =>
      control.command({ channel, user, text: `/prospect ${text}` }),
    click: (
      message: { channel: string; ts: string },
      actionId: string,
      { user = rep, blockId }: { user?: string; blockId?: string } = {},
    ) =>
      control.action({
        user,
        channel: message.channel,
        messageTs: message.ts,
        actionId,
        ...(blockId !== undefined && { blockId }),
      }),
    /** What the app has stored, read while it runs or after its end. */
    stored: () => readStored(dataDir, team),
    close,
  };
}

export type OpenWorkspace = Awaited<ReturnType<typeof openWorkspace>>;
