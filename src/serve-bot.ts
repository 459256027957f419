import { composeBot } from './compose-bot.ts';
import { composeGcp } from './compose-gcp.ts';
import { composeSlack } from './compose-slack.ts';
import { BotConfig, readConfig } from './config.ts';
import { createLog } from './log.ts';
import type { Started } from './start-process.ts';
import { openTelemetry } from './telemetry.ts';

/** Slack's door as a service of its own: verifies, stores, publishes, answers. */
export async function serveBot(env: NodeJS.ProcessEnv): Promise<Started> {
  const config = readConfig(BotConfig, env);
  const log = createLog(config.LOG_LEVEL, config.GOOGLE_CLOUD_PROJECT);
  const storage = composeGcp(config, log);
  const slack = composeSlack(config, storage.documents, storage.repositories, log);
  const telemetry = await openTelemetry(config, 'bot', log);
  const bot = composeBot(config, { ...storage, slack, metrics: telemetry }, log);
  await bot.start(config.PORT, config.HOST);
  return {
    log,
    async stop() {
      await bot.stop();
      await storage.close();
      await telemetry.close();
    },
  };
}
