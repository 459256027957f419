import { composeEmbedded } from './compose-embedded.ts';
import { EmbeddedConfig, readConfig } from './config.ts';
import { createLog } from './log.ts';
import type { Started } from './start-process.ts';
import { openTelemetry } from './telemetry.ts';

/** Bot and worker in one process on embedded storage and queue: one machine, a team's own server, a laptop. */
export async function serveEmbedded(env: NodeJS.ProcessEnv): Promise<Started> {
  const config = readConfig(EmbeddedConfig, env);
  const log = createLog(config.LOG_LEVEL);
  const telemetry = await openTelemetry(config, 'embedded', log);
  const app = composeEmbedded(config, log, telemetry);
  await app.start();
  return {
    log,
    async stop() {
      await app.stop();
      await telemetry.close();
    },
  };
}
