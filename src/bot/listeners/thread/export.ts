import { exportFormats } from '../../../domain/task.ts';
import { inputIn, listOf } from '../../payloads.ts';
import { anchorPlace } from '../../run-messages.ts';
import { say } from '../../views/answers.ts';
import { exportForm, threadFields } from '../../views/thread-forms.ts';
import { type ClickListener, noSuchRun, runOf } from '../click.ts';
import type { SubmissionListener } from '../kinds.ts';
import { openOver, runOfForm, told } from './modals.ts';

export const exportOpen: ClickListener = async (click, deps, slack) => {
  const run = await runOf(click, click.value, deps);
  if (!run) return noSuchRun();
  const { report } = await deps.assemble(run.team, run.id);
  if (!report) return say('There is no report to export yet.');
  await openOver(click, slack, exportForm({ run: run.id }));
  return undefined;
};

/** A job makes the files and brings them into the thread. The same form sent twice is one export. */
export const exportAsked: SubmissionListener = async (submission, deps) => {
  const found = await runOfForm(submission, deps);
  if ('answer' in found) return found.answer;
  const { run } = found;
  const asked = listOf(inputIn(submission.view, threadFields.format));
  const formats = exportFormats.filter((format) => asked.includes(format));
  if (formats.length === 0) {
    return { response_action: 'errors', errors: { [threadFields.format]: 'Choose at least one format.' } };
  }
  const anchor = await deps.repositories.slots.get(run.team, run.id, anchorPlace);
  const { task } = await deps.repositories.tasks.create({
    id: `${submission.view.id}-${run.id}`.slice(0, 60),
    team: run.team,
    createdBy: submission.user,
    visibility: run.visibility,
    viewer: [run.visibility],
    place: { channel: run.channel, ...(anchor?.ts !== undefined && { threadTs: anchor.ts }) },
    kind: 'export',
    run: run.id,
    formats,
  });
  await deps.repositories.audit.record({
    team: run.team,
    by: submission.user,
    act: 'run.export',
    on: run.id,
    from: 'modal',
    detail: formats.join(' '),
    visibility: run.visibility,
  });
  try {
    await deps.queue.publish({ team: run.team, kind: 'export', id: task.id, attempt: task.attempt });
  } catch (error) {
    deps.log.warn({ task: task.id, err: error }, 'job not published, the reaper will');
  }
  return told('The files are being made. They come into the thread of this research in a moment.');
};
