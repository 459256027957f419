interface Change {
  file: string;
  from: string;
  to: string;
}

/** What keeps runs from being lost or doubled, and what of the source has to change for each to be gone. */
export const safeguards = {
  /** A run is taken although somebody holds it. */
  leaseCheck: [
    {
      file: 'src/storage/repositories/run-leases.ts',
      from: 'if (isHeld(run, clock.now())) return refuseHeld(transaction, run);',
      to: '',
    },
  ],
  /** Writes are taken from whoever held the lease once. */
  fencing: [
    {
      file: 'src/storage/repositories/leases.ts',
      from: 'run?.lease?.token !== lease.token || run.lease.owner !== lease.owner || isTerminal(run.status)',
      to: '!run',
    },
  ],
  /** What somebody meant to post is forgotten. */
  outboxIntent: [
    {
      file: 'src/bot/outbox.ts',
      from: "if (here?.state === 'intent') return recover(request, here, writer);",
      to: '',
    },
  ],
  /** Every delivery makes a run. */
  dedupe: [
    {
      file: 'src/domain/run-id.ts',
      from: 'JSON.stringify([team, trigger])',
      to: 'JSON.stringify([team, trigger, performance.now()])',
    },
    {
      file: 'src/storage/repositories/runs.ts',
      from: 'const same = await findSameQuestion(transaction, first, now);',
      to: 'const same = undefined as Run | undefined;',
    },
  ],
} satisfies Record<string, Change[]>;

export type Safeguard = keyof typeof safeguards;
export const isSafeguard = (name: string): name is Safeguard => Object.hasOwn(safeguards, name);
