import { afterAll, beforeAll, expect, it } from 'vitest';
import { RunRequest } from '../src/domain/run.ts';
import type { ModelClient } from '../src/pipeline/model.ts';
import { openRuns, type Runs } from './harness/runs-in-process.ts';

let runs: Runs;
beforeAll(async () => {
  runs = await openRuns();
});
afterAll(() => runs.close());

const facets = ['facet.profile', 'facet.news', 'facet.leadership', 'facet.technology'];

/** Lets the answers of the facets through in the given order only, whatever order they came in. */
function inOrder(order: readonly string[]): (model: ModelClient) => ModelClient {
  const gates = new Map(order.map((stage) => [stage, Promise.withResolvers<void>()]));
  gates.get(order[0] ?? '')?.resolve();
  return (model) => ({
    ...model,
    grounded: async (call) => {
      const answer = await model.grounded(call);
      const place = order.indexOf(call.stage);
      await gates.get(call.stage)?.promise;
      gates.get(order[place + 1] ?? '')?.resolve();
      return answer;
    },
  });
}

it('DOMAIN.md §5, citation numbers depending on timing: they follow the stage table, not who answered first', async () => {
  const request = RunRequest.parse({ companyName: 'Maersk', domain: 'maersk.com', mode: 'quick' });
  const numbersOf = async (order: readonly string[]) => {
    const { run, brief } = await runs.alone(request, { wrap: inOrder(order) });
    return { status: run.status, sources: brief.sources.map(({ number, url }) => `${number} ${url}`) };
  };
  const straight = await numbersOf(facets);
  expect(straight.status).toBe('completed');
  expect(straight.sources.length).toBeGreaterThan(10);
  expect(await numbersOf(facets.toReversed())).toEqual(straight);
});
