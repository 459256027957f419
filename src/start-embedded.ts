import { composeEmbedded } from './compose-embedded.ts';
import { EmbeddedConfig, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { startProcess } from './start-process.ts';

/** Bot and worker in one process on embedded storage and queue: one machine, a team's own server, a laptop. */
await startProcess(async () => {
  const config = readConfig(EmbeddedConfig, process.env);
  const log = createLog(config.LOG_LEVEL);
  const app = composeEmbedded(config, log);
  await app.start();
  return { log, stop: app.stop };
});
