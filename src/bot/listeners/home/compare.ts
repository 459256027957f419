import { isAppError } from '../../../domain/errors.ts';
import type { Run } from '../../../domain/run.ts';
import { homeActions } from '../../action-ids.ts';
import type { Answer, ListenerDeps } from '../../deps.ts';
import { textOf } from '../../payloads.ts';
import { anchorPlace } from '../../run-messages.ts';
import { callSlack } from '../../slack-call.ts';
import { say } from '../../views/answers.ts';
import { type ComparisonInput, comparisonMessage, comparisonModal } from '../../views/comparison-modal.ts';
import { type ClickListener, noSuchRun, runOf } from '../click.ts';
import { openForm } from './forms.ts';

/** Two iterations of a project, chosen in its menus, held against each other. */
export const compareHere: ClickListener = async (click, deps, slack) => {
  const block =
    Object.entries(click.view?.state.values ?? {}).find(([, inputs]) => homeActions.compareEarlier in inputs)?.[1] ??
    {};
  const [first, second] = await Promise.all(
    [homeActions.compareEarlier, homeActions.compareLater].map((id) => runOf(click, textOf(block[id]) ?? '', deps)),
  );
  if (!first || !second) return say('Choose two iterations first.');
  if (first.id === second.id) return say('Choose two different iterations.');
  const found = await compared(first, second, deps);
  if ('text' in found) return found;
  await openForm(click, slack, comparisonModal(found));
  return undefined;
};

/** The earlier one first, whichever menu it was chosen in. */
async function compared(a: Run, b: Run, deps: ListenerDeps): Promise<ComparisonInput | Answer> {
  const [before, after] = a.createdAt <= b.createdAt ? [a, b] : [b, a];
  const [earlier, later] = await Promise.all([
    deps.assemble(before.team, before.id),
    deps.assemble(after.team, after.id),
  ]);
  try {
    const iterations =
      before.iteration !== undefined && after.iteration !== undefined && before.project === after.project
        ? { iterations: { earlier: before.iteration, later: after.iteration } }
        : {};
    return { comparison: await deps.compare(earlier, later), earlier, later, ...iterations };
  } catch (error) {
    if (isAppError(error, 'conflict')) return say(error.message);
    throw error;
  }
}

/** Choosing in the menus tells the app, which waits for the button. */
export const chooseIteration: ClickListener = () => Promise.resolve(undefined);

/** Into the thread of the later run, once. */
export const comparePost: ClickListener = async (click, deps, slack) => {
  const [first, second] = await Promise.all(click.value.split(':').map((id) => runOf(click, id, deps)));
  if (!first || !second) return noSuchRun();
  const { slots } = deps.repositories;
  const anchor = await slots.get(second.team, second.id, anchorPlace);
  if (anchor?.state !== 'posted' || anchor.ts === undefined)
    return say('That research has no thread in Slack to post into.');
  const found = await compared(first, second, deps);
  if ('text' in found) return found;
  const place = `comparison.${first.id}`;
  const known = await slots.get(second.team, second.id, place);
  if (known && known.state !== 'gone') return say('This comparison stands in the thread already.');
  const intent = {
    place,
    channel: anchor.channel,
    intentAt: deps.clock.now().toISOString(),
    state: 'intent' as const,
    revision: (known?.revision ?? 0) + 1,
  };
  // Of two clicks at the same moment one posts.
  if (!(await claimed(() => slots.save(second.team, second.id, intent))))
    return say('This comparison is being posted already.');
  const { text, blocks } = comparisonMessage(found);
  const posted = await callSlack(() =>
    slack.chat.postMessage({
      channel: anchor.channel,
      ...(anchor.ts !== undefined && { thread_ts: anchor.ts }),
      text,
      blocks,
      unfurl_links: false,
      unfurl_media: false,
    }),
  );
  const next = posted.kind === 'done' ? 'posted' : posted.kind === 'unknown' ? 'maybe_missing' : 'gone';
  const ts = posted.kind === 'done' ? posted.value.ts : undefined;
  await slots.save(second.team, second.id, {
    ...intent,
    state: next,
    revision: intent.revision + 1,
    ...(ts !== undefined && { ts }),
  });
  return postedAnswer(posted.kind);
};

function postedAnswer(kind: 'done' | 'refused' | 'limited' | 'unknown'): Answer {
  if (kind === 'done') return say('Posted in the thread of the later research.');
  if (kind === 'unknown')
    return say('Slack did not confirm the message. Look into the thread before you post it again.');
  return say('Slack did not take the message. Nothing was posted; try again in a minute.');
}

async function claimed(save: () => Promise<void>): Promise<boolean> {
  try {
    await save();
    return true;
  } catch (error) {
    if (isAppError(error, 'conflict')) return false;
    throw error;
  }
}
