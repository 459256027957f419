import { say } from '../../views/answers.ts';
import { sourcesView } from '../../views/sources-modal.ts';
import { type ClickListener, noSuchRun, runOf } from '../click.ts';
import { metadataOf, openOver, partsOf, showInstead } from './modals.ts';

/** Every source of a run; another page of it in the same modal. */
export const sourcesOpen: ClickListener = async (click, deps, slack) => {
  const [id, page] = partsOf(click.value);
  const run = await runOf(click, id, deps);
  if (!run) return noSuchRun();
  const brief = await deps.assemble(run.team, run.id);
  if (brief.sources.length === 0) return say('There are no sources yet. They come with the first findings.');
  const view = sourcesView(brief, { run: run.id, page: Number(page) || 0 });
  await (click.view?.type === 'modal' ? showInstead : openOver)(click, slack, view);
  return undefined;
};

/** A person says that they have read a source, or takes it back. Anybody who sees the run may. */
export const sourceVerify: ClickListener = async (click, deps, slack) => {
  const metadata = metadataOf(click.view);
  const [source, said] = partsOf(click.value);
  const run = await runOf(click, metadata.run, deps);
  if (!run) return noSuchRun();
  const before = await deps.assemble(run.team, run.id);
  if (!before.sources.some(({ id }) => id === source)) return say('That source is not in this research any more.');
  await deps.repositories.marks.verify(run.team, run.id, source, click.user, said === 'yes');
  await deps.repositories.audit.record({
    team: run.team,
    by: click.user,
    act: 'source.verify',
    on: run.id,
    from: 'modal',
    detail: `${source} ${said}`,
    visibility: run.visibility,
  });
  await showInstead(click, slack, sourcesView(await deps.assemble(run.team, run.id), metadata));
  return undefined;
};
