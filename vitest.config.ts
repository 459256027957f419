import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Two projects: `fast` (beside the code, no process, no browser) is part of `npm run check`;
 * `whole` (names ending in `.slow.test.ts`, most of them in test/) starts processes and browsers, or works off dozens of
 * runs, and runs with `npm test`.
 */
export default defineConfig({
  test: {
    // Vitest leaves one core to itself; on two cores that halves the tests, most of which wait for a process or a timer.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    env: { METADATA_SERVER_DETECTION: 'none', LANGSMITH_TRACING: 'false', TZ: 'Pacific/Auckland' },
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['src/**/*.test.ts', 'simulator/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
          exclude: ['**/*.slow.test.ts'],
          // A busy machine is no failure.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['**/*.slow.test.ts'],
          exclude: ['node_modules'],
          testTimeout: 120_000,
          // Real processes, a real browser, shared machines: in CI a second try tells a slow moment from a fault.
          retry: process.env.CI ? 1 : 0,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
