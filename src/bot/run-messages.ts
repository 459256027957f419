import type { Brief } from '../domain/brief.ts';
import type { Slot } from '../domain/ports/repositories.ts';
import type { Run } from '../domain/run.ts';
import { stageId } from '../domain/stage.ts';
import { madeInto, stageLabel } from '../domain/stage-label.ts';
import { assetMessages, hasMessage } from './views/asset-message.ts';
import { type FileMessage, fileMessages } from './views/file-message.ts';
import type { MessageContent } from './views/inert.ts';
import { summaryView } from './views/summary.ts';
import { useCasesView } from './views/use-cases.ts';

export const anchorPlace = 'anchor';

/** What belongs into the thread of a run now, in the order it is posted. */
export function threadMessages(brief: Brief): { place: string; content: MessageContent }[] {
  const summary = summaryView(brief);
  const useCases = useCasesView(brief);
  return [
    ...(summary ? [{ place: 'summary', content: summary }] : []),
    ...(useCases ? [{ place: 'useCases', content: useCases }] : []),
    ...assetMessages(brief),
  ];
}

export const threadFiles = (brief: Brief): FileMessage[] => fileMessages(brief);

/** Cancelled, or about to be: nothing new may appear, the anchor alone is edited to its last state. */
export const isStopped = (run: Run): boolean => run.status === 'cancelled' || run.cancelRequested !== undefined;

/** A run that waits for a place has none to be posted in, and one in the queue is shown when its work starts. */
export const mayShowAnchor = (run: Run): boolean =>
  !isStopped(run) && run.status !== 'queued' && !(run.status === 'waiting' && run.waiting?.for === 'place');

/** `play.u2` and `file.onePager.u1.v3` are named as the plan names what they show; notices are not missed. */
const slotName = (place: string): string | undefined => {
  if (place === 'summary') return 'Summary';
  const document = /^file\.(.+)\.v\d+$/.exec(place)?.[1];
  if (document !== undefined) return stageLabel(stageId('files', document));
  const stage = madeInto(place);
  return place === 'useCases' || hasMessage(stage) ? stageLabel(stage) : undefined;
};

/** Messages of this conversation's thread that may not have arrived, in words. */
export const maybeMissing = (slots: readonly Slot[], channel: string): string[] =>
  slots
    .filter((slot) => slot.state === 'maybe_missing' && slot.channel === channel)
    .flatMap(({ place }) => slotName(place) ?? []);
