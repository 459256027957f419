import { addUsage, noUsage, type Usage } from '../domain/evidence.ts';
import type { StageRecord } from '../domain/stage.ts';
import type { StageMaker } from './make-stage.ts';
import { measureUsage } from './measures.ts';

/** What one stage uses while it is made, from its first call on: also in earlier attempts and before a crash. */
export interface StageAccount {
  usage: () => Usage;
  models: () => string[];
  onUsage: (used: Usage, model: string) => void;
  onWait: (milliseconds: number) => void;
  /** Resolves when everything used is stored. Rejects with `lease_lost` when that was refused. */
  booked: () => Promise<void>;
}

/** Books usage as it is spent, for the run and the stage at once, and says while the service asks to wait. */
export function openAccount(
  { repositories, lease, progress, run, budget, metrics }: StageMaker,
  id: string,
  earlier: StageRecord | undefined,
): StageAccount {
  let usage = earlier?.usage ?? noUsage();
  const models = new Set<string>();
  const bookings: Promise<void>[] = [];
  let waiting = false;
  const say = (note?: string): void =>
    progress.changed({
      type: 'run',
      team: run.team,
      run: run.id,
      status: 'running',
      ...(note !== undefined && { note }),
    });
  const goOn = (): void => {
    if (waiting) say();
    waiting = false;
  };
  return {
    usage: () => usage,
    models: () => [...models],
    onUsage(used, model) {
      goOn();
      usage = addUsage(usage, used);
      models.add(model);
      measureUsage(metrics, used, model);
      const booking = repositories.runs.spend(lease(), used, id);
      // Whether it was refused is asked at the end; until then nobody waits for it.
      booking.catch(() => {});
      bookings.push(booking);
      budget.used(id, used, booking);
    },
    onWait(milliseconds) {
      waiting = true;
      say(`Waiting ${Math.ceil(milliseconds / 1000)} s for model quota`);
    },
    async booked() {
      goOn();
      await Promise.all(bookings);
    },
  };
}
