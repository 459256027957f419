import type { RichTextBlock, TaskCardBlock, URLSourceElement } from '@slack/types';
import type { Brief, NumberedSource } from '../../domain/brief.ts';
import { isTerminal, type RunStatus } from '../../domain/run.ts';
import type { StageRecord, StageStatus } from '../../domain/stage.ts';
import { stageLabel } from '../../domain/stage-label.ts';
import { cut } from '../../domain/text.ts';
import { line, rich, words } from './inert.ts';

const sourcesShown = 3;

const sentence = (text: string): RichTextBlock => rich(line(words(cut(text, 400))));

/** One step of the plan. What it says is in words too, not in the icon alone. */
export function stageCard(
  id: string,
  stage: StageRecord | undefined,
  runStatus: RunStatus,
  brief?: Pick<Brief, 'sources' | 'stale'>,
): TaskCardBlock {
  const card = { type: 'task_card', task_id: id, title: stageLabel(id) } as const;
  const stopped = isTerminal(runStatus);
  if (stage?.again && !stopped) {
    return { ...card, status: 'in_progress', details: sentence('Being made again. What is there stays until then.') };
  }
  switch (stage?.status) {
    case 'done': {
      const used = sourceElements(id, brief?.sources ?? []);
      const remarks = [
        ...(brief?.stale.includes(id) ? ['Older than the report.'] : []),
        ...(stage.error ? [`Could not be made again: ${stage.error.message}`] : []),
      ];
      return {
        ...card,
        status: 'complete',
        ...(remarks.length > 0 && { details: sentence(remarks.join(' ')) }),
        ...(stage.line !== undefined && { output: sentence(stage.line) }),
        ...(used.length > 0 && { sources: used }),
      };
    }
    case 'failed':
      return {
        ...card,
        status: 'error',
        details: sentence(`Not available: ${stage.error?.message ?? 'no reason known.'}`),
      };
    case 'skipped':
      return { ...card, status: 'complete', output: sentence(stage.line ?? 'Skipped: not needed.') };
    case 'waiting':
      return stopped
        ? { ...card, status: 'pending', details: sentence('No choice was made.') }
        : { ...card, status: 'in_progress', details: sentence('Waiting for a choice.') };
    case 'running':
      return stopped
        ? { ...card, status: 'pending', details: sentence('Stopped before it was done.') }
        : { ...card, status: 'in_progress', ...(stage.line !== undefined && { details: sentence(stage.line) }) };
    case 'pending':
    case undefined:
      return { ...card, status: 'pending', ...(stopped && { details: sentence('Not done.') }) };
  }
}

/** A done stage that is being made again is under way, unless nobody works on it any more. */
export const shownStatus = (stage: StageRecord | undefined, runStatus: RunStatus): StageStatus | undefined =>
  stage?.again && !isTerminal(runStatus) ? 'running' : stage?.status;

/** Only addresses of this run's sources, shown as their real domain. */
function sourceElements(stage: string, sources: readonly NumberedSource[]): URLSourceElement[] {
  const seen = new Set<string>();
  return sources
    .filter((source) => source.facets.includes(stage) && !seen.has(source.domain) && seen.add(source.domain))
    .slice(0, sourcesShown)
    .map((source) => ({ type: 'url', url: source.url, text: source.domain }));
}
