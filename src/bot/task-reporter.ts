import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { Repositories } from '../domain/ports/repositories.ts';
import type { MadeFile, TaskResult, TaskShow } from '../domain/ports/task-show.ts';
import type { Task } from '../domain/task.ts';
import { createOutbox } from './outbox.ts';
import type { Writer } from './outbox-types.ts';
import { openDirectMessage } from './place-problem.ts';
import { sendReply } from './reply.ts';
import { escapeText, type MessageContent } from './views/inert.ts';
import { taskBegun, taskView } from './views/task-answers.ts';

export interface TaskReporterDeps {
  slackFor(team: string): WebClient | Promise<WebClient>;
  repositories: Pick<Repositories, 'slots'>;
  clock: Clock;
  log: Log;
  metrics?: Metrics;
  fetch?: typeof globalThis.fetch;
  inFlightMs?: number;
}

const answerPlace = 'answer';

/**
 * Shows what tasks bring: in their thread through the outbox (one message a task, first "looking", then the answer),
 * or for one person alone through a response_url, else in a direct message.
 */
export function createTaskReporter(deps: TaskReporterDeps): TaskShow {
  const { log, repositories } = deps;
  const outbox = createOutbox({ ...deps, slots: repositories.slots });
  const writerFor = async (team: string): Promise<Writer> => ({
    slack: await deps.slackFor(team),
    token: () => undefined,
    check: () => Promise.resolve(),
  });

  async function show(task: Task, content: MessageContent): Promise<void> {
    const { replyUrl } = task.place;
    if (replyUrl !== undefined) return sendReply(replyUrl, content, deps);
    const writer = await writerFor(task.team);
    const channel = await channelOf(task, writer.slack);
    if (channel === undefined) return log.warn({ task: task.id }, 'there is no place for an answer');
    const shown = await outbox.message(
      { ...placeOf(task, channel), place: answerPlace, content, mayPost: true },
      writer,
    );
    if (!shown.ok) log.warn({ task: task.id, why: shown.why }, 'answer not shown');
  }

  async function upload(task: Task, files: readonly MadeFile[]): Promise<void> {
    const writer = await writerFor(task.team);
    const channel = await channelOf(task, writer.slack);
    if (channel === undefined) return log.warn({ task: task.id }, 'there is no place for an export');
    for (const [index, { name, content, altText }] of files.entries()) {
      const sha256 = createHash('sha256').update(content).digest('hex');
      const request = { ...placeOf(task, channel), place: `file.${index + 1}`, bytes: content, sha256, name, altText };
      const shown = await outbox.file({ ...request, comment: escapeText(altText) }, writer);
      if (!shown.ok) log.warn({ task: task.id, file: name, why: shown.why }, 'export not shown');
    }
  }

  return {
    async begun(task) {
      const content = taskBegun(task);
      if (content && task.place.replyUrl === undefined) await show(task, content);
    },
    async ended(result: TaskResult) {
      if (result.kind === 'export') await upload(result.task, result.files);
      await show(result.task, taskView(result));
    },
  };
}

const placeOf = (task: Task, channel: string) => ({
  team: task.team,
  run: task.id,
  channel,
  ...(task.place.threadTs !== undefined && { threadTs: task.place.threadTs }),
});

/** A place that names a person stands for the direct message with them. */
const channelOf = (task: Task, slack: WebClient): Promise<string | undefined> =>
  /^[UW]/.test(task.place.channel) ? openDirectMessage(slack, task.place.channel) : Promise.resolve(task.place.channel);
