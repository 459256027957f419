import { startProcess } from './start-process.ts';

/** Bot and worker in one process on embedded storage and queue: one machine, a team's own server, a laptop. */
await startProcess(async () => (await import('./serve-embedded.ts')).serveEmbedded(process.env));
