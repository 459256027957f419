import type { WebClient } from '@slack/web-api';
import type { Brief } from '../domain/brief.ts';
import { AppError, isAppError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Files } from '../domain/ports/files.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { Progress } from '../domain/ports/progress.ts';
import type { Repositories } from '../domain/ports/repositories.ts';
import { isTerminal, type Run } from '../domain/run.ts';
import { createAgentSessions } from './agent-session.ts';
import { createEditPace } from './edit-pace.ts';
import { createOutbox } from './outbox.ts';
import type { Shown, Writer } from './outbox-types.ts';
import { createPlaceProblem } from './place-problem.ts';
import { createGuard, createSession, holds, type Session } from './reporter-session.ts';
import { anchorPlace, isStopped, maybeMissing, mayShowAnchor, threadFiles, threadMessages } from './run-messages.ts';
import { isLostAccess } from './slack-call.ts';
import { anchorView } from './views/anchor.ts';
import { completeStep } from './workflow-step.ts';

export interface ReporterDeps {
  /** With retries 0 (`createOutboxClient`): the outbox repeats by itself. */
  slackFor(team: string): WebClient | Promise<WebClient>;
  repositories: Pick<Repositories, 'runs' | 'stages' | 'slots'>;
  files: Files;
  clock: Clock;
  log: Log;
  metrics?: Metrics;
  /** Every stage of the run in the order it is shown. */
  /** Ids of a run's stages, as they are shown. */
  plan(run: Run): readonly string[];
  assemble(team: string, run: string): Promise<Brief>;
  /** Slack advises against more than one edit of a message in three seconds. */
  editIntervalMs?: number;
  fetch?: typeof globalThis.fetch;
  inFlightMs?: number;
}

export interface Reporter extends Progress {
  /** Shows nothing more and waits for what is under way, for two seconds at most: whoever goes on with a run shows it. */
  close(): Promise<void>;
}

const closeMilliseconds = 2000;

/**
 * Shows runs in Slack. Level-triggered: whatever the event, the stored state is read and every slot is brought to
 * what it should hold, so a crash, a replay or a second delivery can only lead to the same messages.
 */
export function createReporter(deps: ReporterDeps): Reporter {
  const { clock, log, editIntervalMs = 3000 } = deps;
  const { runs, stages, slots } = deps.repositories;
  const outbox = createOutbox({ ...deps, slots });
  const explainPlace = createPlaceProblem({ ...deps, slots, outbox });
  const pace = createEditPace(clock);
  const agents = createAgentSessions();
  const sessions = new Map<string, Session>();
  let closed = false;

  const sessionOf = (team: string, run: string): Session => {
    const key = `${team}/${run}`;
    const session = sessions.get(key) ?? createSession(team, run);
    sessions.set(key, session);
    return session;
  };
  const writerFor = async (session: Session): Promise<Writer> => ({
    slack: await deps.slackFor(session.team),
    ...createGuard(session, runs, clock),
  });

  /** Takes its turn like every other change of the run, so that two never post at once. */
  async function open(given: Run): ReturnType<Progress['open']> {
    const session = sessionOf(given.team, given.id);
    while (session.working) await session.working;
    const opening = openNow(session, given);
    session.working = opening
      .then(
        () => {},
        () => {},
      )
      .finally(() => {
        delete session.working;
        if (session.dirty) kick(session);
      });
    return opening;
  }

  async function openNow(session: Session, given: Run): ReturnType<Progress['open']> {
    const run = (await runs.get(given.team, given.id)) ?? given;
    const lease = given.lease ?? run.lease;
    if (lease) session.lease = { ...lease, team: given.team, run: given.id };
    if (!holds(session, run, clock)) throw leaseLost(run.id);
    const brief = await briefOf(run);
    const shown = await showAnchor(session, run, await writerFor(session), { opening: true, ...(brief && { brief }) });
    if (shown.ok || shown.why === 'gone' || shown.why === 'absent') return { ok: true };
    if (shown.why === 'unreachable') return { ok: false, unreachable: shown.code };
    if (shown.why === 'maybe_missing') return { ok: false, unreachable: 'maybe_missing' };
    throw new AppError('slack_unreachable', 'Slack did not take the message.', {
      retryable: true,
      details: { run: run.id, why: shown.why, ...('code' in shown && { code: shown.code }) },
    });
  }

  function changed(event: Parameters<Progress['changed']>[0]): void {
    const session = sessionOf(event.team, event.run);
    if (event.type === 'run') {
      if (event.note === undefined) delete session.note;
      else session.note = event.note;
    }
    // What posts something new does not wait for the next edit of the anchor.
    if (event.type === 'run' || event.status === 'done' || event.status === 'failed') session.wake();
    kick(session);
  }

  async function settle(team: string, run: string): Promise<void> {
    const session = sessionOf(team, run);
    session.wake();
    kick(session);
    while (session.working) await session.working;
    const stored = await runs.get(team, run);
    // The next attempt may have begun while the end of this one was shown: two sessions would post at once.
    const isIdle = !stored?.lease && !session.lease && !session.working;
    if (isIdle) sessions.delete(`${team}/${run}`);
    if (closed || session.broken !== undefined) {
      throw new AppError('slack_unreachable', 'The run is not shown yet.', {
        retryable: true,
        details: { run },
        cause: session.broken,
      });
    }
    // Before its end the run goes on all the same.
    if (session.lostAccess !== undefined && stored && isTerminal(stored.status)) {
      const details = { run, slack: session.lostAccess };
      throw new AppError('slack_refused', 'The app has lost its access to the workspace.', { details });
    }
  }

  function kick(session: Session): void {
    if (closed) return;
    session.dirty = true;
    session.working ??= work(session).finally(() => {
      delete session.working;
    });
  }

  /** One at a time per run. Ends when everything stored is shown, or could not be shown and that is logged. */
  async function work(session: Session): Promise<void> {
    try {
      while (session.dirty && !closed) {
        session.dirty = false;
        delete session.broken;
        delete session.lostAccess;
        const wait = await showWhileHeld(session);
        if (wait > 0) {
          await pause(session, wait);
          session.dirty = true;
        }
      }
    } catch (error) {
      session.broken = error;
      if (!closed) log.error({ run: session.run, err: error }, 'run could not be shown');
    }
  }

  /** A lease can be gone because the run has ended here meanwhile: what is left to show needs none. */
  async function showWhileHeld(session: Session): Promise<number> {
    try {
      return await show(session);
    } catch (error) {
      if (!isAppError(error, 'lease_lost')) throw error;
      delete session.lease;
      const run = await runs.get(session.team, session.run);
      if (run && !run.lease) return show(session);
      log.info({ run: session.run }, 'run is shown by another worker now');
      return 0;
    }
  }

  async function pause(session: Session, milliseconds: number): Promise<void> {
    const ended = new AbortController();
    const woken = new Promise<void>((resolve) => {
      session.wake = resolve;
    });
    const slept = clock.sleep(milliseconds, ended.signal).catch((error: unknown) => {
      if (!ended.signal.aborted) throw error;
    });
    await Promise.race([woken, slept]);
    ended.abort();
    session.wake = () => {};
  }

  /** Brings every slot to the stored state. Returns the milliseconds after which the anchor may be edited, 0 when it is right. */
  async function show(session: Session): Promise<number> {
    const run = await runs.get(session.team, session.run);
    if (!run || !holds(session, run, clock)) return 0;
    const writer = await writerFor(session);
    if (run.status === 'waiting' && run.waiting?.for === 'place' && !isStopped(run))
      await explainPlace.waiting(run, writer);
    const brief = await briefOf(run);
    const first = await showAnchor(session, run, writer, { opening: false, ...(brief && { brief }) });
    if (!first.ok && first.why === 'unreachable') await explainPlace.lost(run, first.code, writer);
    const threadTs = await threadOf(session, run);
    if (brief && threadTs !== undefined && !isStopped(run)) {
      // The anchor then offers to show it again.
      if (await showThread(run, brief, threadTs, writer)) session.dirty = true;
    }
    const isAtWork = !isTerminal(run.status) && run.status !== 'waiting' && !isStopped(run);
    await agents.set(writer.slack, run, isAtWork ? 'processing' : 'active', run.companyName);
    if (isTerminal(run.status)) await completeStep(run, brief, writer.slack, { slots, log, now: clock.now() });
    return 'waitMs' in first ? first.waitMs : 0;
  }

  /** A brief that cannot be put together must not keep the anchor from being shown. */
  async function briefOf(run: Run): Promise<Brief | undefined> {
    const records = await stages.list(run.team, run.id);
    if (!records.some((stage) => stage.status === 'done')) return undefined;
    try {
      return await deps.assemble(run.team, run.id);
    } catch (error) {
      log.error({ run: run.id, err: error }, 'brief could not be put together');
      return undefined;
    }
  }

  async function showAnchor(
    session: Session,
    run: Run,
    writer: Writer,
    { opening, brief }: { opening: boolean; brief?: Brief },
  ): Promise<Shown | { waitMs: number; ok: false; why: 'absent' }> {
    const [records, stored] = await Promise.all([stages.list(run.team, run.id), slots.list(run.team, run.id)]);
    const before = run.status === 'queued' ? await runs.placeInQueue(run.team, run.id) : undefined;
    const content = anchorView({
      run,
      ...(before !== undefined && { before }),
      plan: deps.plan(run),
      stages: records,
      maybeMissing: maybeMissing(stored, run.channel),
      ...(brief && { brief }),
      ...(session.note !== undefined && { note: session.note }),
    });
    const slot = stored.find(({ place }) => place === anchorPlace);
    const isEdit = slot?.state === 'posted' && slot.channel === run.channel;
    if (isEdit && outbox.shows(slot, content)) return { ok: true, channel: slot.channel, changed: false };
    // What a person waits for, the end or a question, is not kept back for the sake of the run's own pace.
    const awaited = isTerminal(run.status) || run.status === 'waiting';
    const ownWait = awaited ? 0 : session.nextEditAt - clock.monotonic();
    const waitMs = Math.max(ownWait, pace.wait(run.team));
    if (isEdit && !opening && waitMs > 0) return { waitMs, ok: false, why: 'absent' };
    const place = { team: run.team, run: run.id, place: anchorPlace, channel: run.channel, ...inThread(run) };
    const shown = await outbox.message(
      { ...place, content, mayPost: opening ? !isStopped(run) : mayShowAnchor(run) },
      writer,
    );
    session.nextEditAt = clock.monotonic() + editIntervalMs;
    pace.took(run.team);
    note(run, anchorPlace, shown);
    return shown;
  }

  /** The thread of a run's messages: its own, or the one it was asked for in. Replies there find the run from now on. */
  async function threadOf(session: Session, run: Run): Promise<string | undefined> {
    const slot = await slots.get(run.team, run.id, anchorPlace);
    if (slot?.ts === undefined) return undefined;
    if (session.named !== slot.ts) {
      for (const ts of new Set([slot.ts, run.threadTs ?? slot.ts])) {
        await slots.nameThread(run.team, run.id, slot.channel, ts);
      }
      session.named = slot.ts;
    }
    return run.threadTs ?? slot.ts;
  }

  /** True when a message may be missing that was not known to be so before. */
  async function showThread(run: Run, brief: Brief, threadTs: string, writer: Writer): Promise<boolean> {
    const before = maybeMissing(await slots.list(run.team, run.id), run.channel).length;
    const stillWanted = async (): Promise<boolean> => {
      const now = await runs.get(run.team, run.id);
      return now !== undefined && !isStopped(now);
    };
    const place = { team: run.team, run: run.id, channel: run.channel, threadTs, stillWanted };
    for (const { place: name, content } of threadMessages(brief)) {
      note(run, name, await outbox.message({ ...place, place: name, content, mayPost: true }, writer));
    }
    for (const document of threadFiles(brief)) {
      const known = await slots.get(run.team, run.id, document.place);
      if (known?.state === 'posted' && known.channel === run.channel) continue;
      const stored = await deps.files.get(document.file.key);
      if (!stored) {
        log.error({ run: run.id, slot: document.place }, 'document is not in the file store');
        continue;
      }
      const { title: name, altText, comment } = document;
      const request = { ...place, place: document.place, name, altText, comment };
      note(
        run,
        document.place,
        await outbox.file({ ...request, bytes: stored.content, sha256: document.file.sha256 }, writer),
      );
    }
    return maybeMissing(await slots.list(run.team, run.id), run.channel).length > before;
  }

  function note(run: Run, slot: string, shown: Shown): void {
    // Neither is the last word: a later look goes on from there.
    if (!shown.ok && (shown.why === 'failed' || shown.why === 'busy')) {
      sessionOf(run.team, run.id).broken = `${slot}: ${shown.why}`;
    }
    if (!shown.ok && shown.why === 'unreachable' && isLostAccess(shown.code))
      sessionOf(run.team, run.id).lostAccess = shown.code;
    if (shown.ok || shown.why === 'absent' || shown.why === 'busy') return;
    log.warn(
      { run: run.id, slot, why: shown.why, ...('code' in shown && { code: shown.code }) },
      'slack slot not shown',
    );
  }

  async function close(): Promise<void> {
    closed = true;
    const working = [...sessions.values()].flatMap((session) => {
      session.wake();
      return session.working ?? [];
    });
    const patience = new AbortController();
    await Promise.race([Promise.all(working), clock.sleep(closeMilliseconds, patience.signal).catch(() => {})]);
    patience.abort();
  }

  return { open, changed, settle, close };
}

const inThread = ({ threadTs }: Run) => (threadTs === undefined ? {} : { threadTs });

const leaseLost = (run: string): AppError =>
  new AppError('lease_lost', 'Another worker has taken this run over.', { details: { run } });
