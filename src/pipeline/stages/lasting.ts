import { AppError } from '../../domain/errors.ts';
import type { Lasting, StageInput } from '../stage-spec.ts';

/** What stages that look beyond their own run work with. Error: `invalid_configuration` where it was not wired. */
export function lastingOf({ bench }: Pick<StageInput, 'bench'>): Lasting {
  if (!bench.lasting) throw new AppError('invalid_configuration', 'Memory is not set up here.');
  return bench.lasting;
}
