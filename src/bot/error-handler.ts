import type { ReceiverProcessEventErrorHandlerArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { AppError, type ErrorCode, toAppError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import type { NewId } from '../domain/ports/clock.ts';
import { sendReply } from './reply.ts';
import { say } from './views/answers.ts';
import { noticeView } from './views/notice.ts';

export interface ErrorHandlerDeps {
  log: Log;
  newId: NewId;
  fetch?: typeof globalThis.fetch;
  /** Shows a person a notice where there is no conversation to answer in: App Home and forms. */
  show(botToken: string | undefined, trigger: string, view: ModalView, over: 'view' | 'modal'): Promise<void>;
}

/** What to do, by what happened. */
const advice: Partial<Record<ErrorCode, string>> = {
  forbidden: 'Nothing was started.',
  limit_reached: 'Nothing was started. What ran before is kept.',
  slack_unreachable: 'Nothing was lost or started. Try again in a moment.',
};
const usualAdvice =
  'Nothing new was started; what was done before is kept. Try again in a minute. If it happens again, give this reference to whoever runs Prospector.';

type Body = Record<string, unknown>;
const bodyOf = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {});

/**
 * The bot's one catch: Bolt hands every error of every listener here. It is logged under a reference, turned into
 * what the person sees, and thrown on to the receiver, which alone can still answer the request.
 */
export const createErrorHandler =
  ({ log, newId, fetch, show }: ErrorHandlerDeps) =>
  async ({ error, body, context }: { error: Error; body: unknown; context: { botToken?: string } }): Promise<void> => {
    const known = toAppError(causeOf(error));
    const reference = newId();
    const payload = bodyOf(body);
    log.error(
      {
        reference,
        code: known.code,
        kind: payload.type ?? payload.command,
        details: known.details,
        err: known.cause ?? known,
      },
      'slack request failed',
    );
    const sentence = `${known.message} ${advice[known.code] ?? usualAdvice} Reference: ${reference}`;
    const answer = answerTo(payload, sentence);
    const isClick = payload.type === 'block_actions';
    if ((isClick || payload.type === 'message_action') && typeof payload.response_url === 'string') {
      await sendReply(payload.response_url, say(sentence), { log, ...(fetch && { fetch }) });
    } else if (typeof payload.trigger_id === 'string' && (isClick || payload.type === 'shortcut')) {
      const over = bodyOf(payload.view).type === 'modal' ? 'modal' : 'view';
      await show(context.botToken, payload.trigger_id, noticeView(say(sentence)), over);
    }
    throw new AppError(known.code, known.message, { cause: known, details: { answer } });
  };

/** Bolt wraps what listeners throw; several at once are judged by the first. */
function causeOf(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  if ('originals' in error && Array.isArray(error.originals)) return causeOf(error.originals[0]);
  return 'original' in error ? causeOf(error.original) : error;
}

/** In a form the error stands on a field, so that everything typed stays. */
function answerTo(payload: Body, sentence: string): object | undefined {
  if (typeof payload.command === 'string') return { response_type: 'ephemeral', ...say(sentence) };
  if (payload.type === 'view_submission') {
    const field = firstInput(bodyOf(payload.view).blocks);
    if (field !== undefined) return { response_action: 'errors', errors: { [field]: sentence.slice(0, 600) } };
    return { response_action: 'update', view: noticeView(say(sentence)) };
  }
  return undefined;
}

const firstInput = (blocks: unknown): string | undefined =>
  Array.isArray(blocks)
    ? blocks
        .map(bodyOf)
        .flatMap(({ type, block_id }) => (type === 'input' && typeof block_id === 'string' ? block_id : []))[0]
    : undefined;

/** The receiver's side: what a listener had acknowledged before it failed stands, otherwise the person is told. */
export async function answerFailedRequest({
  error,
  response,
  storedResponse,
}: ReceiverProcessEventErrorHandlerArgs): Promise<boolean> {
  if (response.headersSent) return false;
  const answer: unknown = storedResponse ?? (error instanceof AppError ? error.details.answer : undefined);
  if (typeof answer === 'object' && answer !== null) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  } else {
    response.writeHead(200).end();
  }
  return true;
}
