import type { TaskResult } from '../../domain/ports/task-show.ts';
import type { Search } from '../../domain/task.ts';
import { lastingOf } from '../stages/lasting.ts';
import type { TaskWork } from './run-task.ts';

const shown = 10;

/** Searches the team's memory by words and by meaning, in what whoever asked may see. */
export async function searchMemory(task: Search, { bench, signal }: TaskWork): Promise<TaskResult> {
  const { repositories, embeddings } = lastingOf({ bench });
  const [values] = await embeddings.embed([task.text], signal);
  const hits = await repositories.memory.search(task.team, {
    text: task.text,
    ...(values && { vector: { model: embeddings.model, values } }),
    viewer: task.viewer,
    limit: shown,
  });
  return { kind: 'search', task, hits };
}
