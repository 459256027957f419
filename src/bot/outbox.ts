import type { KnownBlock } from '@slack/types';
import { isAppError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { Slot, Slots } from '../domain/ports/repositories.ts';
import { createFileOutbox, type FileOutbox } from './outbox-files.ts';
import { createIntents } from './outbox-intents.ts';
import { findMessage, type Lookup, slotMetadata } from './outbox-lookup.ts';
import { createPatience, type Patience } from './outbox-pause.ts';
import { contentHash, createStoredSlots } from './outbox-slots.ts';
import { isUnwanted, type MessageRequest, refusal, type Shown, type Writer } from './outbox-types.ts';
import { callSlack, isUnreachable } from './slack-call.ts';
import type { MessageContent } from './views/inert.ts';
import { fitMessage } from './views/limits.ts';

export interface OutboxDeps {
  slots: Slots;
  clock: Clock;
  log: Log;
  metrics?: Metrics;
  /** For the upload of file contents. */
  fetch?: typeof globalThis.fetch;
  /**
   * How long a call of another process may still be on its way: an intent younger than that is waited for before
   * it is looked up (`inFlightAfter` the client's time-out).
   */
  inFlightMs?: number;
}

export interface Outbox extends FileOutbox {
  /** Brings the slot to the content: posts it once, edits it afterwards, does nothing when it is shown already. */
  message(request: MessageRequest, writer: Writer): Promise<Shown>;
  /** Whether the stored slot says that exactly this content is shown. */
  shows(slot: Slot | undefined, content: MessageContent): boolean;
}

/** One message per slot, whatever is lost on the way: intent, post, ts, then only edits. Throws `lease_lost`. */
export function createOutbox(deps: OutboxDeps): Outbox {
  const { clock, log, inFlightMs = 15_000 } = deps;
  const stored = createStoredSlots(deps);
  const intents = createIntents({ stored, clock, inFlightMs });

  async function message(request: MessageRequest, writer: Writer): Promise<Shown> {
    const slot = await stored.get(request);
    const here = slot?.channel === request.channel ? slot : undefined;
    if (here?.state === 'posted' && here.ts !== undefined) {
      if (shows(here, request.content)) return { ok: true, channel: here.channel, ts: here.ts, changed: false };
      return edit(request, here, here.ts, writer);
    }
    if (here?.state === 'maybe_missing') return { ok: false, why: 'maybe_missing' };
    if (here?.state === 'gone' && here.ts !== undefined) return { ok: false, why: 'gone' };
    if (here?.state === 'intent') return recover(request, here, writer);
    return postFresh(request, slot, writer);
  }

  /** `gone` without a ts was never seen by anybody, or a person asked for it again. */
  async function postFresh(request: MessageRequest, before: Slot | undefined, writer: Writer): Promise<Shown> {
    if (!request.mayPost) return { ok: false, why: 'absent' };
    const intent = await stored.save(request, { state: 'intent', intentAt: clock.now().toISOString() }, before, writer);
    if (!intent) return { ok: false, why: 'busy' };
    intents.own(request, intent);
    return post(request, intent, writer);
  }

  /** Somebody meant to post and the outcome is not stored: look before anything else. */
  async function recover(request: MessageRequest, intent: Slot, writer: Writer): Promise<Shown> {
    if (!(await intents.outlast(request, intent))) return { ok: false, why: 'busy' };
    const lookup = await look(request, intent, writer, createPatience(clock));
    if (lookup.kind === 'absent') {
      return request.mayPost
        ? post(request, intent, writer)
        : stored.forget(request, intent, writer, { ok: false, why: 'absent' });
    }
    if (lookup.kind !== 'found') return unknownFate(request, intent, writer, lookup);
    log.info({ run: request.run, slot: request.place }, 'slack message found again');
    const adopted = await stored.save(
      request,
      { state: 'posted', ts: lookup.ts, intentAt: intent.intentAt },
      intent,
      writer,
    );
    if (!adopted) return { ok: false, why: 'busy' };
    const shown = await edit(request, adopted, lookup.ts, writer);
    if (shown.ok || shown.why !== 'gone') return shown;
    // Whoever posted it had lost its lease meanwhile and took it back.
    const gone = await stored.get(request);
    const free = gone && (await stored.save(request, { state: 'gone', intentAt: gone.intentAt }, gone, writer));
    return free ? postFresh(request, free, writer) : { ok: false, why: 'busy' };
  }

  async function post(request: MessageRequest, intent: Slot, writer: Writer): Promise<Shown> {
    const patience = createPatience(clock);
    let content = fitMessage(request.content);
    let simplified = false;
    for (;;) {
      await writer.check();
      if (await isUnwanted(request)) return stored.forget(request, intent, writer, { ok: false, why: 'absent' });
      const outcome = await callSlack(() =>
        writer.slack.chat.postMessage({
          channel: request.channel,
          text: content.text,
          blocks: content.blocks,
          metadata: slotMetadata(request),
          unfurl_links: false,
          unfurl_media: false,
          ...(request.threadTs !== undefined && { thread_ts: request.threadTs }),
        }),
      );
      if (outcome.kind === 'done' && outcome.value.ts !== undefined)
        return keep(request, intent, outcome.value.ts, writer);
      if (outcome.kind === 'refused') {
        if (isBlocksError(outcome.code) && !simplified) {
          logSimplified(request, outcome.code);
          content = withoutBlocks(content);
          simplified = true;
          continue;
        }
        return stored.forget(request, intent, writer, refusal(outcome.code));
      }
      if (outcome.kind === 'limited') {
        if (await patience.next(outcome)) continue;
        return stored.forget(request, intent, writer, { ok: false, why: 'failed', code: 'ratelimited' });
      }
      if (!(await patience.next({ kind: 'unknown', cause: outcome })))
        return { ok: false, why: 'failed', code: 'no_answer' };
      const lookup = await look(request, intent, writer, patience);
      if (lookup.kind === 'found') return keep(request, intent, lookup.ts, writer);
      if (lookup.kind !== 'absent') return unknownFate(request, intent, writer, lookup);
    }
  }

  /** Twice, because what was just accepted may take a moment to be listed. */
  async function look(request: MessageRequest, intent: Slot, writer: Writer, patience: Patience): Promise<Lookup> {
    let absent = 0;
    for (;;) {
      await writer.check();
      const lookup = await findMessage(writer.slack, request, intent.intentAt);
      if (lookup.kind === 'found' || lookup.kind === 'refused') return lookup;
      if (lookup.kind === 'absent') {
        absent++;
        if (absent === 2) return lookup;
        await clock.sleep(1500);
      } else if (!(await patience.next(lookup))) return lookup;
    }
  }

  async function unknownFate(
    request: MessageRequest,
    intent: Slot,
    writer: Writer,
    lookup: Exclude<Lookup, { kind: 'found' } | { kind: 'absent' }>,
  ): Promise<Shown> {
    if (lookup.kind !== 'refused') return { ok: false, why: 'failed', code: 'no_answer' };
    if (isUnreachable(lookup.code) && lookup.code !== 'missing_scope') return refusal(lookup.code);
    log.warn({ run: request.run, slot: request.place, code: lookup.code }, 'slack message may be missing');
    const saved = await stored.save(request, { state: 'maybe_missing', intentAt: intent.intentAt }, intent, writer);
    return { ok: false, why: saved ? 'maybe_missing' : 'busy' };
  }

  /** Stores where the message is. A writer that was replaced meanwhile takes its message back. */
  async function keep(request: MessageRequest, intent: Slot, ts: string, writer: Writer): Promise<Shown> {
    const posted = { state: 'posted', ts, hash: contentHash(request.content), intentAt: intent.intentAt } as const;
    let lost: unknown;
    const saved = await stored.save(request, posted, intent, writer).catch((error: unknown) => {
      if (!isAppError(error, 'lease_lost')) throw error;
      lost = error;
      return undefined;
    });
    if (saved) return { ok: true, channel: request.channel, ts, changed: true };
    await takeBack(request, ts, writer);
    if (lost) throw lost;
    return { ok: false, why: 'busy' };
  }

  /**
   * What a replaced writer still got out goes, unless its successor has found it and made it its own. Which of the two it
   * is cannot be known before the slot is settled: a message that is deleted while it is being found would be missed.
   */
  async function takeBack(request: MessageRequest, ts: string, writer: Writer): Promise<void> {
    const until = clock.monotonic() + 2 * inFlightMs;
    for (;;) {
      const slot = await stored.get(request);
      if (slot?.ts === ts) return;
      if (slot?.state !== 'intent') break;
      // Nobody is at it any more: whoever comes finds the message.
      if (clock.monotonic() > until) return;
      await clock.sleep(500);
    }
    const taken = await callSlack(() => writer.slack.chat.delete({ channel: request.channel, ts }));
    log.warn(
      { run: request.run, slot: request.place, outcome: taken.kind },
      'slack message of a replaced worker taken back',
    );
  }

  async function edit(request: MessageRequest, slot: Slot, ts: string, writer: Writer): Promise<Shown> {
    const patience = createPatience(clock);
    let content = fitMessage(request.content);
    let simplified = false;
    for (;;) {
      await writer.check();
      const outcome = await callSlack(() =>
        writer.slack.chat.update({
          channel: slot.channel,
          ts,
          text: content.text,
          blocks: content.blocks,
          metadata: slotMetadata(request),
        }),
      );
      if (outcome.kind === 'done') {
        const posted = { state: 'posted', ts, hash: contentHash(request.content), intentAt: slot.intentAt } as const;
        const saved = await stored.save(request, posted, slot, writer).catch(async (error: unknown) => {
          await forgetShown(request, ts, writer);
          throw error;
        });
        if (!saved) await forgetShown(request, ts, writer);
        return saved ? { ok: true, channel: slot.channel, ts, changed: true } : { ok: false, why: 'busy' };
      }
      if (outcome.kind !== 'refused') {
        if (await patience.next(outcome)) continue;
        return { ok: false, why: 'failed', code: outcome.kind === 'limited' ? 'ratelimited' : 'no_answer' };
      }
      if (isBlocksError(outcome.code) && !simplified) {
        logSimplified(request, outcome.code);
        content = withoutBlocks(content);
        simplified = true;
        continue;
      }
      if (outcome.code !== 'message_not_found') return refusal(outcome.code);
      await stored.save(request, { state: 'gone', ts, intentAt: slot.intentAt }, slot, writer);
      return { ok: false, why: 'gone' };
    }
  }

  /**
   * Slack shows an edit that no slot can say, perhaps an older one than that of whoever wrote meanwhile: the slot must
   * not go on saying what was shown before. Whoever holds the run edits again anyway, and is not interfered with.
   */
  async function forgetShown(request: MessageRequest, ts: string, writer: Writer): Promise<void> {
    const mayWrite = await writer.check('afresh').then(
      () => true,
      () => false,
    );
    const slot = await stored.get(request);
    if (!mayWrite || slot?.state !== 'posted' || slot.ts !== ts) return;
    if (slot.hash === contentHash(request.content)) return;
    const unsure = { state: 'posted', ts, intentAt: slot.intentAt } as const;
    await stored.save(request, unsure, slot, writer);
  }

  const shows = (slot: Slot | undefined, content: MessageContent): boolean =>
    slot?.state === 'posted' && slot.hash === contentHash(content);
  const logSimplified = (request: MessageRequest, code: string): void =>
    log.error({ run: request.run, slot: request.place, code }, 'slack refused the blocks, text is sent instead');

  return { message, shows, ...createFileOutbox({ ...deps, stored, intents }) };
}

const isBlocksError = (code: string): boolean =>
  ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long', 'invalid_arguments'].includes(
    code,
  );

/** The same content as paragraphs of text, which every version of Slack takes. */
function withoutBlocks({ text }: { text: string }): { text: string; blocks: KnownBlock[] } {
  return { text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: text.slice(0, 3000) } }] };
}
