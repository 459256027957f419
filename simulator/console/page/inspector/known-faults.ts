import type { Fault as GeminiFault } from '../../../gemini/faults.ts';
import type { Fault as SlackFault } from '../../../slack/faults.ts';

interface KnownFault<F> {
  name: string;
  /** What should be seen when the app is sound. */
  expect: string;
  fault: F;
}

/** Trouble worth trying by hand. */
export const slackFaults: KnownFault<SlackFault>[] = [
  {
    name: 'Too many requests (429)',
    expect: 'Edits pause and go on, nothing is posted twice; a command in that moment is told to wait.',
    fault: { method: '*', kind: 'rate_limit', count: 4, retryAfter: 2 },
  },
  {
    name: 'Lose the answer to a message',
    expect: 'It is looked for before it is posted again: one message.',
    fault: { method: 'chat.postMessage', kind: 'accept_then_drop', count: 1 },
  },
  {
    name: 'Lose the answer to a file',
    expect: 'One file in the thread, or a note that it may be missing.',
    fault: { method: 'files.completeUploadExternal', kind: 'accept_then_drop', count: 1 },
  },
  {
    name: 'Drop the next edits',
    expect: 'They are made again.',
    fault: { method: 'chat.update', kind: 'drop', count: 3 },
  },
  {
    name: 'Slack answers messages with 500',
    expect: 'They are posted a moment later, once.',
    fault: { method: 'chat.postMessage', kind: 'http_500', count: 2 },
  },
  {
    name: 'Slack is slow (2 s)',
    expect: 'The run goes on; the plan lags.',
    fault: { method: '*', kind: 'delay', count: 8, delayMs: 2000 },
  },
];

export const geminiFaults: KnownFault<Pick<GeminiFault, 'kind' | 'times' | 'call' | 'stage'>>[] = [
  { name: 'Out of quota', expect: 'A pause, another model, or a named gap.', fault: { kind: 'quota', times: 3 } },
  { name: 'Unavailable', expect: 'The call is made again.', fault: { kind: 'unavailable', times: 3 } },
  {
    name: 'No JSON',
    expect: 'Organisation signals are asked for once more, then reported as missing.',
    fault: { kind: 'not_json', times: 2, stage: 'orgSignals' },
  },
  {
    name: 'No grounding',
    expect: 'Three topics are empty, and nothing without evidence gets into the brief.',
    fault: { kind: 'ungrounded', times: 3, stage: 'facet' },
  },
  {
    name: 'Blocked',
    expect: 'Two topics, and what needs them, say why they are missing; the rest is delivered.',
    fault: { kind: 'blocked', times: 2, stage: 'facet' },
  },
  { name: 'Connection dropped', expect: 'The call is made again.', fault: { kind: 'drop', times: 3 } },
];
