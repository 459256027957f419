import type { Content, GenerateContentConfig } from '@google/genai';
import { z } from 'zod';
import { isAppError } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import type { StructuredAnswer, StructuredCall } from '../model.ts';
import { type Ask, modelTurn, unusable, userTurn } from './ask.ts';
import { type Reading, readStructured } from './read-structured.ts';
import { repairTurn } from './repair-turn.ts';

const notCorrected = 'The answer had faults that could not be corrected; they were left out.';

/**
 * An answer in the form of a schema. What is wrong with it, in form or by `check`, goes back to the model once; of two
 * answers the corrected one is taken unless it is worse. What then still does not fit is left out piece by piece.
 */
export async function askStructured<S extends z.ZodType>(
  ask: Ask,
  call: StructuredCall<S>,
  log: Log,
): Promise<StructuredAnswer<S>> {
  const question = { call, config: configFor(call.schema), grounded: false, spare: { tries: 1 } };
  const prompt = userTurn(call.prompt.text);
  const first = await ask({ ...question, contents: [prompt] });
  const before = readStructured(call.schema, first.answer.text, call.check);
  if (before.problems.length === 0 && before.usable) return answerOf(before.usable, first.model);

  log.info({ stage: call.stage, model: first.model, problems: before.problems.length }, 'answer is repaired');
  const contents: Content[] = [prompt, modelTurn(first.answer.text), userTurn(repairTurn(before.problems))];
  try {
    const second = await ask({ ...question, contents });
    const after = readStructured(call.schema, second.answer.text, call.check);
    if (after.usable && !isWorse(after, before)) return answerOf(after.usable, second.model);
  } catch (error) {
    // The first answer is paid; what is good in it is worth more than the error.
    if (!before.usable || isAppError(error, 'cancelled')) throw error;
  }
  if (!before.usable) throw unusable('WRONG_SHAPE', first.model, call.stage);
  const answer = answerOf(before.usable, first.model);
  return { ...answer, warnings: answer.warnings.length > 0 ? answer.warnings : [notCorrected] };
}

/** More is lost, or most of it is gone: models that are asked for a correction at times send nothing but the correction. */
const isWorse = <S extends z.ZodType>(after: Reading<S>, before: Reading<S>): boolean =>
  after.loss > before.loss || entries(after) < entries(before) / 2;

/** Entries of the lists that an answer consists of. */
function entries<S extends z.ZodType>({ usable }: Reading<S>): number {
  if (!usable || typeof usable.value !== 'object' || usable.value === null) return 0;
  const lists = Object.values(usable.value).filter((member) => Array.isArray(member));
  return lists.reduce((sum, list) => sum + list.length, 0);
}

const answerOf = <S extends z.ZodType>(usable: NonNullable<Reading<S>['usable']>, model: string) => ({
  value: usable.value,
  model,
  warnings: usable.warnings,
});

/** `$schema` is left out: the service knows one dialect and no such member. */
function configFor(schema: z.ZodType): GenerateContentConfig {
  const { $schema: _, ...responseJsonSchema } = z.toJSONSchema(schema);
  return { responseMimeType: 'application/json', responseJsonSchema };
}
