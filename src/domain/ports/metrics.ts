/** What is counted: how often, or how much in all. */
export const counters = {
  'runs.ended': { unit: '{run}', description: 'Runs that ended, by status and mode' },
  'model.calls': { unit: '{call}', description: 'Answered requests to models, by model' },
  'model.tokens': { unit: '{token}', description: 'Tokens, by model and direction (in, out)' },
  'model.searches': { unit: '{query}', description: 'Searches that models made, by model' },
  'model.cost': { unit: 'USD', description: 'Estimated cost, by model' },
} as const;

/** What is distributed. All in seconds. */
export const histograms = {
  'stage.duration': { unit: 's', description: 'From the beginning of a step to its end, by stage and status' },
  'queue.age': { unit: 's', description: 'From the publishing of a job to its first delivery, by kind' },
  'outbox.lag': { unit: 's', description: 'From the intent to show something in Slack to its being there' },
  'slack.ack': { unit: 's', description: 'From a request of Slack to its answer, by status' },
} as const;

/** From closed sets only: no ids of people or things, no text of anybody. */
export type Labels = Readonly<Record<string, string | number>>;

/** Numbers about the service as a whole, for whoever watches over it. Never throws, never waits. */
export interface Metrics {
  add(counter: keyof typeof counters, amount: number, labels?: Labels): void;
  record(histogram: keyof typeof histograms, seconds: number, labels?: Labels): void;
}

export const noMetrics: Metrics = { add: () => {}, record: () => {} };

/** None when a clock was set back. */
export const secondsFrom = (since: string, now: Date): number => Math.max(0, now.getTime() - Date.parse(since)) / 1000;
