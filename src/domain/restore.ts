import { readOutput } from './edits.ts';
import { UseCases } from './ideas.ts';
import { NumberedReport } from './report.ts';
import { parseStageId } from './stage.ts';
import type { StageVersion } from './version.ts';

/**
 * What a kept version puts in the place of the present output of `id`, as its version `next`; undefined where that
 * version has nothing of the kind. Of use cases only the one that was asked for, at the rank it has now. Sources keep
 * the numbers they have been given since.
 */
export function restoredOutput(id: string, present: unknown, kept: StageVersion, next: number): unknown {
  const { family, key } = parseStageId(id);
  const output = readOutput(id, kept.output);
  switch (family) {
    case 'useCases':
      return withUseCase(UseCases.parse(present), UseCases.parse(output), key);
    case 'report':
      return { ...NumberedReport.parse(output), sourceOrder: NumberedReport.parse(present).sourceOrder };
    default:
      return typeof output === 'object' && output !== null && 'version' in output
        ? { ...output, version: next }
        : output;
  }
}

function withUseCase(present: UseCases, earlier: UseCases, key: string | undefined): UseCases | undefined {
  const back = earlier.useCases.find(({ id }) => id === key);
  if (!back || !present.useCases.some(({ id }) => id === key)) return undefined;
  return { ...present, useCases: present.useCases.map((one) => (one.id === key ? { ...back, rank: one.rank } : one)) };
}

/** Whether restoring would change nothing but the number. */
export const isSameOutput = (a: unknown, b: unknown): boolean => unnumbered(a) === unnumbered(b);

const unnumbered = (output: unknown): string =>
  JSON.stringify(output, (name, member: unknown) => (['version', 'createdAt'].includes(name) ? undefined : member));
