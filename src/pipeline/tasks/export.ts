import { AppError } from '../../domain/errors.ts';
import type { MadeFile, TaskResult } from '../../domain/ports/task-show.ts';
import type { Export } from '../../domain/task.ts';
import { cleanLine, cut } from '../../domain/text.ts';
import type { TaskWork } from './run-task.ts';

/** Files of a run in the formats asked for. Error: `not_found` when there is no report to export. */
export async function makeExport(task: Export, work: TaskWork): Promise<TaskResult> {
  const brief = await work.assemble(task.team, task.run);
  if (!brief.report) throw new AppError('not_found', 'This research has no report yet, so there is nothing to export.');
  const company = brief.company?.name ?? brief.request.companyName;
  const files: MadeFile[] = [];
  const notes: string[] = [];
  const wants = (format: Export['formats'][number]) => task.formats.includes(format);
  const name = (what: string, ending: string) =>
    fileName(`${company} – ${what} – ${brief.createdAt.slice(0, 10)}`, ending);
  const text = (what: string, ending: string, mimeType: string, content: string) =>
    files.push({
      name: name(what, ending),
      content: new TextEncoder().encode(content),
      mimeType,
      altText: cut(`${what} on ${company}`, 200),
    });

  if (wants('pdf') || wants('html')) {
    const rendered = await work.bench.renderer.report(brief, work.signal);
    notes.push(...rendered.notes);
    if (wants('pdf') && rendered.pdf)
      files.push({
        name: name('report', 'pdf'),
        content: rendered.pdf,
        mimeType: 'application/pdf',
        altText: cut(`Report on ${company}`, 200),
      });
    if (wants('html') || (wants('pdf') && !rendered.pdf)) text('report', 'html', 'text/html', rendered.html);
  }
  if (wants('markdown')) text('report', 'md', 'text/markdown', work.bench.renderer.markdown(brief));
  if (wants('json')) text('report', 'json', 'application/json', work.reportJson(brief));
  if (wants('csv')) {
    const table = work.useCasesCsv(brief);
    if (table !== undefined) text('use cases', 'csv', 'text/csv', table);
    else notes.push('There are no use cases yet, so there is no CSV of them.');
  }
  return { kind: 'export', task, company, files, notes };
}

/** Without what file systems refuse. */
const fileName = (name: string, ending: string): string =>
  `${cut(
    cleanLine(name)
      .replace(/[/\\:*?"<>|]/g, ' ')
      .trim(),
    150,
  )}.${ending}`;
