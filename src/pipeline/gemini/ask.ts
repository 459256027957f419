import type { Content, GenerateContentConfig, GoogleGenAI, ThinkingLevel } from '@google/genai';
import { AppError } from '../../domain/errors.ts';
import type { Usage } from '../../domain/evidence.ts';
import type { Log } from '../../domain/log.ts';
import type { Prompt, Tier } from '../model.ts';
import { type Answer, judge, readAnswer } from './answer.ts';
import { readGrounding } from './grounding.ts';
import type { Ladder } from './ladder.ts';
import type { Retrying } from './retrying.ts';
import { type Prices, usageOf } from './usage.ts';

/** Of a model client's call, what every question needs. */
export interface AskedBy {
  stage: string;
  tier: Tier;
  prompt: Prompt;
  signal: AbortSignal;
  onUsage: (usage: Usage, model: string) => void;
  beforeSend?: () => Promise<void>;
  onWait?: (milliseconds: number) => void;
}

export interface Question {
  call: AskedBy;
  contents: Content[];
  /** Besides system instruction and thinking, which follow from the call. */
  config: GenerateContentConfig;
  grounded: boolean;
  /** How many unusable answers may be asked again; shared by the questions of one call, and counted down. */
  spare: { tries: number };
}

export interface Asked {
  answer: Answer;
  model: string;
}

/** `model_blocked`, `model_answer_unusable`, and what `Retrying` throws. */
export type Ask = (question: Question) => Promise<Asked>;

export interface AskDependencies {
  sdk: () => Promise<GoogleGenAI>;
  retrying: Retrying;
  ladders: Record<Tier, Ladder>;
  prices: Prices;
  log: Log;
}

/** `minimal` is an error on some models; temperature and its relatives are deprecated. Written out: the SDK is loaded later. */
const thinkingLevels = { fast: 'LOW', strong: 'MEDIUM' } as Record<Tier, ThinkingLevel>;

export const userTurn = (text: string): Content => ({ role: 'user', parts: [{ text }] });
export const modelTurn = (text: string): Content => ({ role: 'model', parts: [{ text }] });

/** Asks, accounts for every answer, and asks once more when an answer is empty, broken or cut off. */
export function createAsk({ sdk, retrying, ladders, prices, log }: AskDependencies): Ask {
  return async ({ call, contents, config, grounded, spare }) => {
    for (;;) {
      const answered = await retrying({
        stage: call.stage,
        ladder: ladders[call.tier],
        signal: call.signal,
        ...(call.beforeSend && { beforeSend: call.beforeSend }),
        ...(call.onWait && { onWait: call.onWait }),
        send: async (model, { abortSignal, httpOptions }) =>
          (await sdk()).models.generateContent({
            model,
            contents,
            config: {
              ...config,
              systemInstruction: call.prompt.system,
              thinkingConfig: { thinkingLevel: thinkingLevels[call.tier] },
              automaticContinuation: false,
              abortSignal,
              httpOptions,
            },
          }),
      });
      const { model } = answered;
      const answer = readAnswer(answered.garbled ? undefined : answered.value);
      const searchQueries = readGrounding(answer.groundingMetadata, answer.parts).searchQueries.length;
      call.onUsage(usageOf({ model, grounded, searchQueries, tokens: answer.tokens }, prices), model);

      const verdict = judge(answer, { keepCut: grounded });
      if (verdict.is === 'usable') return { answer, model };
      log.info({ stage: call.stage, model, kind: verdict.why }, 'model answer is unusable');
      if (verdict.is === 'blocked') throw blocked(verdict.why, model, call.stage);
      if (spare.tries <= 0) throw unusable(verdict.why, model, call.stage);
      spare.tries -= 1;
    }
  };
}

function blocked(reason: string, model: string, stage: string): AppError {
  const details = { reason: reason.slice(0, 60), model, stage };
  return new AppError('model_blocked', 'The model declined to answer this.', { details });
}

export function unusable(reason: string, model: string, stage: string): AppError {
  const details = { reason: reason.slice(0, 60), model, stage };
  return new AppError('model_answer_unusable', 'The model gave no usable answer.', { retryable: true, details });
}
