import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Slot } from '../domain/ports/repositories.ts';
import type { Intents } from './outbox-intents.ts';
import { createPatience, type Patience } from './outbox-pause.ts';
import type { StoredSlots } from './outbox-slots.ts';
import { type FileRequest, isUnwanted, refusal, type Shown, type Writer } from './outbox-types.ts';
import { type CallOutcome, callSlack, isUnreachable } from './slack-call.ts';

export interface FileOutbox {
  /** Shares the file once. Its id is stored before the upload completes, so that an unknown outcome can be looked up. */
  file(request: FileRequest, writer: Writer): Promise<Shown>;
}

interface FileOutboxDeps {
  stored: StoredSlots;
  intents: Intents;
  clock: Clock;
  log: Log;
  fetch?: typeof globalThis.fetch;
}

type Shared = { kind: 'shared'; ts?: string } | { kind: 'not_shared' } | Exclude<CallOutcome<never>, { kind: 'done' }>;

const uploadTimeoutMs = 60_000;

export function createFileOutbox({
  stored,
  intents,
  clock,
  log,
  fetch = globalThis.fetch,
}: FileOutboxDeps): FileOutbox {
  async function file(request: FileRequest, writer: Writer): Promise<Shown> {
    const before = await stored.get(request);
    const here = before?.channel === request.channel ? before : undefined;
    if (here?.state === 'posted') return shown(request, here.ts, false);
    if (here?.state === 'maybe_missing') return { ok: false, why: 'maybe_missing' };
    if (here?.state === 'gone' && here.ts !== undefined) return { ok: false, why: 'gone' };
    const patience = createPatience(clock);
    if (here?.state === 'intent' && here.fileId !== undefined) {
      const taken = (await intents.outlast(request, here)) && (await meanToShare(request, here, here.fileId, writer));
      if (!taken) return { ok: false, why: 'busy' };
      const settled = await settle(request, taken, here.fileId, writer, patience);
      if (settled) return settled;
      return upload(request, taken, writer, patience);
    }
    const intent =
      here?.state === 'intent'
        ? here
        : await stored.save(request, { state: 'intent', intentAt: clock.now().toISOString() }, before, writer);
    return intent ? upload(request, intent, writer, patience) : { ok: false, why: 'busy' };
  }

  /** A ticket, the content, then the share. Only the share can be seen, so only it is guarded against doubles. */
  async function upload(request: FileRequest, intent: Slot, writer: Writer, patience: Patience): Promise<Shown> {
    let slot = intent;
    for (;;) {
      await writer.check();
      const ticket = await callSlack(() =>
        writer.slack.files.getUploadURLExternal({
          filename: request.name,
          length: request.bytes.byteLength,
          alt_text: request.altText,
        }),
      );
      if (ticket.kind === 'refused') return stored.forget(request, slot, writer, refusal(ticket.code));
      if (ticket.kind !== 'done') {
        if (await patience.next(ticket)) continue;
        return failed;
      }
      const { file_id: fileId, upload_url: address } = ticket.value;
      if (fileId === undefined || address === undefined) return failed;
      const sent = await send(address, request);
      if (sent.kind !== 'done') {
        if (await patience.next(sent)) continue;
        return failed;
      }
      const next = await meanToShare(request, slot, fileId, writer);
      if (!next) return { ok: false, why: 'busy' };
      slot = next;
      const completed = await complete(request, slot, fileId, writer, patience);
      if (completed) return completed;
    }
  }

  /** From here on this process alone shares it: whoever meant to before finds another revision and leaves it. */
  async function meanToShare(
    request: FileRequest,
    before: Slot,
    fileId: string,
    writer: Writer,
  ): Promise<Slot | undefined> {
    const meant = { state: 'intent', fileId, intentAt: clock.now().toISOString() } as const;
    const next = await stored.save(request, meant, before, writer);
    if (next) intents.own(request, next);
    return next;
  }

  /** `undefined`: the file is not shared and its id is worth nothing, so it takes a new upload. */
  async function complete(
    request: FileRequest,
    slot: Slot,
    fileId: string,
    writer: Writer,
    patience: Patience,
  ): Promise<Shown | undefined> {
    await writer.check();
    // Whoever slept since the id was stored may find that somebody else has shared it meanwhile.
    if ((await stored.get(request))?.revision !== slot.revision) return { ok: false, why: 'busy' };
    if (await isUnwanted(request)) return stored.forget(request, slot, writer, { ok: false, why: 'absent' });
    const outcome = await callSlack(() =>
      writer.slack.files.completeUploadExternal({
        files: [{ id: fileId, title: request.name }],
        channel_id: request.channel,
        initial_comment: request.comment,
        ...(request.threadTs !== undefined && { thread_ts: request.threadTs }),
      } as Parameters<typeof writer.slack.files.completeUploadExternal>[0]),
    );
    if (outcome.kind === 'done') return keep(request, slot, fileId, undefined, writer);
    if (outcome.kind === 'refused') {
      return outcome.code === 'file_not_found'
        ? undefined
        : stored.forget(request, slot, writer, refusal(outcome.code));
    }
    if (!(await patience.next(outcome))) return failed;
    return outcome.kind === 'limited'
      ? complete(request, slot, fileId, writer, patience)
      : settle(request, slot, fileId, writer, patience);
  }

  /** After an unknown outcome: was it shared? If not, the share is asked for again with the same id. */
  async function settle(
    request: FileRequest,
    slot: Slot,
    fileId: string,
    writer: Writer,
    patience: Patience,
  ): Promise<Shown | undefined> {
    const found = await lookUp(request, fileId, writer, patience);
    switch (found.kind) {
      case 'shared':
        return keep(request, slot, fileId, found.ts, writer);
      case 'not_shared':
        return complete(request, slot, fileId, writer, patience);
      case 'refused': {
        if (found.code === 'file_not_found' || found.code === 'file_deleted') return undefined;
        if (isUnreachable(found.code) && found.code !== 'missing_scope')
          return { ok: false, why: 'unreachable', code: found.code };
        log.warn({ run: request.run, slot: request.place, code: found.code }, 'slack file may be missing');
        const saved = await stored.save(
          request,
          { state: 'maybe_missing', fileId, intentAt: slot.intentAt },
          slot,
          writer,
        );
        return { ok: false, why: saved ? 'maybe_missing' : 'busy' };
      }
      case 'limited':
      case 'unknown':
        return failed;
    }
  }

  /** Sharing is finished in the background at Slack, so "not yet" is asked three times. */
  async function lookUp(request: FileRequest, fileId: string, writer: Writer, patience: Patience): Promise<Shared> {
    for (let notYet = 0; ; ) {
      const outcome = await callSlack(() => writer.slack.files.info({ file: fileId }));
      if (outcome.kind === 'refused') return outcome;
      if (outcome.kind !== 'done') {
        if (await patience.next(outcome)) continue;
        return outcome;
      }
      const shares = outcome.value.file?.shares;
      const here = [...(shares?.public?.[request.channel] ?? []), ...(shares?.private?.[request.channel] ?? [])];
      const first = here[0];
      if (first) return { kind: 'shared', ...(first.ts !== undefined && { ts: first.ts }) };
      if (++notYet === 3) return { kind: 'not_shared' };
      await clock.sleep(1500);
    }
  }

  async function send(address: string, request: FileRequest): Promise<Exclude<CallOutcome<void>, { kind: 'refused' }>> {
    try {
      const form = new FormData();
      form.append('body', new Blob([new Uint8Array(request.bytes)]), request.name);
      const answer = await fetch(address, { method: 'POST', body: form, signal: AbortSignal.timeout(uploadTimeoutMs) });
      if (answer.ok) return { kind: 'done', value: undefined };
      const seconds = Number(answer.headers.get('retry-after'));
      if (answer.status === 429) return { kind: 'limited', retryAfterMs: (seconds > 0 ? seconds : 1) * 1000 };
      return { kind: 'unknown', cause: new Error(`upload answered ${answer.status}`) };
    } catch (cause) {
      return { kind: 'unknown', cause };
    }
  }

  async function keep(
    request: FileRequest,
    slot: Slot,
    fileId: string,
    ts: string | undefined,
    writer: Writer,
  ): Promise<Shown> {
    const posted = {
      state: 'posted',
      fileId,
      hash: request.sha256.slice(0, 32),
      intentAt: slot.intentAt,
      ...(ts !== undefined && { ts }),
    } as const;
    const saved = await stored.save(request, posted, slot, writer);
    return saved ? shown(request, ts, true) : { ok: false, why: 'busy' };
  }

  return { file };
}

const failed: Shown = { ok: false, why: 'failed', code: 'no_answer' };
const shown = (request: FileRequest, ts: string | undefined, changed: boolean): Shown => ({
  ok: true,
  channel: request.channel,
  changed,
  ...(ts !== undefined && { ts }),
});
