import { maySee } from '../../access.ts';
import { ask } from '../../ask.ts';
import { say } from '../../views/answers.ts';
import type { ClickListener } from '../click.ts';

/** What the evidence does not say is looked up on the web, once, whoever clicks and how often. */
export const lookUp: ClickListener = async (click, deps) => {
  const task = await deps.repositories.tasks.get(click.team, click.value);
  const read = task?.kind === 'question' ? (task.run ?? task.answer?.run) : undefined;
  const run = read === undefined ? undefined : await deps.repositories.runs.get(click.team, read);
  if (task?.kind !== 'question' || !run || !(await maySee(run, click)) || !(await maySee(task, click))) {
    return say('That question does not exist any more, or it is not yours to see. Nothing was changed.');
  }
  const { text, visibility, place } = task;
  const threadTs = place.threadTs ?? click.threadTs ?? '';
  await ask(
    { text, trigger: `look-up:${task.id}`, channel: place.channel, visibility, threadTs, run: run.id, research: true },
    click,
    deps,
  );
  return undefined;
};
