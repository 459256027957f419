import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbedded } from './open-embedded.ts';

/**
 * The process that `kill.slow.test.ts` kills: writes documents, files and jobs as fast as it can and tells on its
 * standard output, one line each, what was acknowledged (`stored n`) and what was done (`handled id`). Jobs whose
 * number is divisible by three never end, so that some are in work whenever it is killed.
 */
const [dataDir = '', first = '0'] = process.argv.slice(2);
const storage = openEmbedded({
  dataDir,
  clock: { now: () => new Date(), monotonic: () => performance.now(), sleep: (ms) => sleep(ms) },
  queue: { visibilitySeconds: 1, maxDeliveries: 50 },
});

const tell = (line: string) => process.stdout.write(`${line}\n`);
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

storage.queue.consume(
  async ({ id }) => {
    if (Number(id) % 3 === 0) await new Promise(() => {});
    tell(`handled ${id}`);
  },
  { concurrency: 3 },
);

for (let n = Number(first); ; n++) {
  const text = `${n} `.repeat(5000);
  await storage.documents.set(`teams/T1/whole/d${n % 20}`, { n, text, digest: digest(text) });
  await storage.documents.transaction(async (transaction) => {
    const found = await transaction.get('teams/T1/pair/left');
    transaction.set('teams/T1/pair/left', { n, before: found?.data.n ?? null });
    transaction.set('teams/T1/pair/right', { n });
  });
  await storage.files.put(`teams/T1/files/f${n % 5}`, Buffer.from(`${digest(text)} ${text}`), 'text/plain');
  await storage.queue.publish({ team: 'T1', kind: 'run', id: String(n), attempt: 1 });
  tell(`stored ${n}`);
}
