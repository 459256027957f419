import type { Bot } from './bot/app.ts';
import { composeStorage } from './compose.ts';
import { composeBot } from './compose-bot.ts';
import { composeSlack } from './compose-slack.ts';
import { composeReaper, composeWork } from './compose-work.ts';
import type { EmbeddedConfig } from './config.ts';
import type { Metrics } from './domain/ports/metrics.ts';
import type { Queue } from './domain/ports/queue.ts';
import type { Repositories } from './domain/ports/repositories.ts';
import type { Log } from './log.ts';

export interface Embedded {
  bot: Bot;
  repositories: Repositories;
  publish: Queue['publish'];
  /** Listens, works and reaps. */
  start(): Promise<void>;
  /** Takes nothing new and waits for what is under way. */
  stop(): Promise<void>;
}

/** Bot and worker in one process on embedded storage and queue. */
export function composeEmbedded(config: EmbeddedConfig, log: Log, metrics?: Metrics): Embedded {
  const { repositories, documents, files, queue, close } = composeStorage(config, log);
  const slack = composeSlack(config, documents, repositories, log);
  const measured = metrics && { metrics };
  const work = composeWork(config, { repositories, files, queue, slack, ...measured }, log);
  const reaper = composeReaper(config, { repositories, queue }, log);
  const bot = composeBot(config, { documents, repositories, queue, slack, ...measured }, log);
  let consumer: ReturnType<typeof queue.consume> | undefined;

  return {
    bot,
    repositories,
    publish: queue.publish,
    async start() {
      await bot.start(config.PORT, config.HOST);
      consumer = queue.consume(work.handle, { concurrency: config.JOBS_AT_ONCE });
      reaper.start();
    },
    async stop() {
      // All at once: the platform waits ten seconds for the whole of it.
      await Promise.all([reaper.stop(), bot.stop(), consumer?.close()]);
      await work.close();
      await close();
    },
  };
}
