import { startProcess } from './start-process.ts';

/** Slack's door as a service of its own: verifies, stores, publishes, answers. */
await startProcess(async () => (await import('./serve-bot.ts')).serveBot(process.env));
