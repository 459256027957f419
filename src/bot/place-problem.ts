import type { WebClient } from '@slack/web-api';
import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Slots } from '../domain/ports/repositories.ts';
import type { Run } from '../domain/run.ts';
import type { Outbox } from './outbox.ts';
import { createStoredSlots } from './outbox-slots.ts';
import type { Writer } from './outbox-types.ts';
import { callSlack } from './slack-call.ts';
import type { MessageContent } from './views/inert.ts';
import { lostPlaceView, placeView } from './views/place.ts';

export interface PlaceProblemDeps {
  slots: Slots;
  outbox: Outbox;
  clock: Clock;
  log: Log;
  fetch?: typeof globalThis.fetch;
}

const answerTimeoutMs = 5000;

export interface PlaceProblem {
  /**
   * The run waits for a place: its requester is told once per wait, ephemerally through the command's response_url
   * (which works where the app is no member), else in a direct message.
   */
  waiting(run: Run, writer: Writer): Promise<void>;
  /** The place was lost while the run was under way: said once, in a direct message. */
  lost(run: Run, code: string, writer: Writer): Promise<void>;
}

export function createPlaceProblem({
  slots,
  outbox,
  clock,
  log,
  fetch = globalThis.fetch,
}: PlaceProblemDeps): PlaceProblem {
  const stored = createStoredSlots({ slots, clock });

  async function waiting(run: Run, writer: Writer): Promise<void> {
    if (run.waiting?.for !== 'place') return;
    const place = { team: run.team, run: run.id, place: 'place', channel: run.channel };
    const before = await stored.get(place);
    const { until } = run.waiting;
    // A new wait has a new end, so it is explained again.
    if (before?.hash === until && before.state === 'posted') return;
    const fact = { hash: until, intentAt: clock.now().toISOString() };
    // An ephemeral answer cannot be looked up: after a crash it is rather said twice than not at all.
    const intent = await stored.save(place, { ...fact, state: 'intent' }, before, writer);
    if (!intent) return;
    const told = run.replyUrl !== undefined && (await answer(run.replyUrl, run));
    if (!told) await tellDirectly(run, `place.${Date.parse(until)}`, placeView(run), writer);
    await stored.save(place, { ...fact, state: 'posted' }, intent, writer);
  }

  async function answer(replyUrl: string, run: Run): Promise<boolean> {
    const { text, blocks } = placeView(run);
    try {
      const reply = await fetch(replyUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text, blocks }),
        signal: AbortSignal.timeout(answerTimeoutMs),
      });
      if (!reply.ok) log.info({ run: run.id, status: reply.status }, 'response_url no longer works');
      return reply.ok;
    } catch (error) {
      log.warn({ run: run.id, err: error }, 'response_url did not answer');
      return false;
    }
  }

  async function tellDirectly(run: Run, slot: string, content: MessageContent, writer: Writer): Promise<void> {
    const channel = await openDirectMessage(writer.slack, run.createdBy);
    if (channel === undefined) {
      log.warn({ run: run.id }, 'requester cannot be told directly');
      return;
    }
    const place = { team: run.team, run: run.id, place: slot, channel };
    const shown = await outbox.message({ ...place, content, mayPost: true }, writer);
    if (!shown.ok) log.warn({ run: run.id, slot, why: shown.why }, 'requester was not told directly');
  }

  return {
    waiting,
    lost: (run, code, writer) => tellDirectly(run, 'place.lost', lostPlaceView(run, code), writer),
  };
}

/** `undefined` when Slack does not open one. */
export async function openDirectMessage(slack: WebClient, user: string): Promise<string | undefined> {
  const outcome = await callSlack(() => slack.conversations.open({ users: user }));
  return outcome.kind === 'done' ? outcome.value.channel?.id : undefined;
}
