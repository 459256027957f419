import { AppError } from '../../domain/errors.ts';
import { type UseCase, UseCases } from '../../domain/ideas.ts';
import { output } from '../inputs.ts';
import type { StageInput } from '../stage-spec.ts';

/** The use case that the stage's key names. Error: `not_found`. */
export function useCaseOf(input: StageInput): UseCase {
  const useCase = output(input, 'useCases', UseCases).useCases.find((candidate) => candidate.id === input.key);
  if (!useCase) throw new AppError('not_found', `There is no use case ${input.key} in this run.`);
  return useCase;
}
