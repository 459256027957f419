import { AppError } from '../../domain/errors.ts';
import type { ModelClient } from '../model.ts';
import type { PaidCall } from './budget.ts';

export interface Reservations {
  /** Throws `budget_reached` when the call must not be made. */
  open(call: PaidCall): Promise<void>;
  end(): void;
  /** Throws when the run is no longer ours to pay for. */
  beforeSend(): Promise<void>;
}

/** The model client, with a reservation before every call and a look before every request. Throws `budget_reached` besides what the client throws. */
export function createBudgetedModel(model: ModelClient, { open, end, beforeSend }: Reservations): ModelClient {
  const reserved = async <T>(call: PaidCall & { signal: AbortSignal }, send: () => Promise<T>): Promise<T> => {
    const { kind, tier, prompt, signal } = call;
    await open({ kind, tier, prompt });
    try {
      // Stopped while the budget was looked up: nothing is paid any more.
      if (signal.aborted) throw new AppError('cancelled', 'The work was stopped.', { cause: signal.reason });
      return await send();
    } finally {
      end();
    }
  };
  return {
    grounded: (call) => reserved({ ...call, kind: 'grounded' }, () => model.grounded({ ...call, beforeSend })),
    structured: (call) => reserved({ ...call, kind: 'structured' }, () => model.structured({ ...call, beforeSend })),
  };
}
