import { startProcess } from './start-process.ts';

/** Works on jobs as a service of its own: they are pushed to it, or it pulls them. */
await startProcess(async () => (await import('./serve-worker.ts')).serveWorker(process.env));
