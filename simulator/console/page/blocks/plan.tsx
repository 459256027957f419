import { useState } from 'react';
import { asList, asText, isJson, type Json } from '../../../slack/json.ts';
import { RichText } from '../text/rich-text.tsx';
import { SafeLink } from '../text/safe-link.tsx';

const statuses: Record<string, [string, string]> = {
  pending: ['', 'Pending'],
  in_progress: ['', 'In progress'],
  complete: ['✓', 'Complete'],
  error: ['!', 'Error'],
};

const Task = ({ task }: { task: Json }) => {
  const status = asText(task.status);
  const [sign, word] = statuses[status] ?? ['?', status];
  const sources = asList(task.sources).filter(isJson);
  return (
    <li className={`task ${status}`}>
      <span className="sign" aria-hidden="true">
        {sign}
      </span>
      <div className="grow">
        <span className="task-title">{asText(task.title)}</span>
        <span className="task-status">{word}</span>
        {isJson(task.details) && <RichText block={task.details} />}
        {isJson(task.output) && <RichText block={task.output} />}
        {sources.length > 0 && (
          <div className="task-sources">
            {sources.map((source, index) => (
              <SafeLink key={index} url={asText(source.url)}>
                {asText(source.text)}
              </SafeLink>
            ))}
          </div>
        )}
      </div>
    </li>
  );
};

/** A plan folds its steps once all are done, so that what follows is in sight; the reader's own choice goes before. */
export const Plan = ({ block }: { block: Json }) => {
  const tasks = asList(block.tasks).filter(isJson);
  const done = tasks.filter(({ status }) => status === 'complete').length;
  const [chosen, setChosen] = useState<boolean>();
  const open = chosen ?? done < tasks.length;
  return (
    <details
      className="plan"
      open={open}
      onToggle={({ currentTarget }) => currentTarget.open !== open && setChosen(currentTarget.open)}
    >
      <summary>
        <strong>{asText(block.title)}</strong>
        <progress max={tasks.length} value={done} aria-label="Steps done" />
      </summary>
      <ul>
        {tasks.map((task, index) => (
          <Task key={asText(task.task_id) || index} task={task} />
        ))}
      </ul>
    </details>
  );
};

export const TaskCard = ({ block }: { block: Json }) => (
  <div className="plan">
    <ul>
      <Task task={block} />
    </ul>
  </div>
);
